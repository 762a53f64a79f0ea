// What a platform is answered, the same on both ways in: front-door.ts and callback-lane.ts.
import { randomUUID } from 'node:crypto';
import { Problem, problemDocument } from '../http/problem.ts';

/** `headers`: name, value, name, value. */
type ReplyLines = { status: number; body: string; headers: string[] };

const json = 'application/json; charset=utf-8';
/** Nearly every answer. */
const taken: ReplyLines = { status: 200, body: '{}', headers: ['content-type', json, 'content-length', '2'] };

export function replyLines(reply: unknown): ReplyLines {
  if (reply === undefined) return taken;
  if (reply instanceof Problem) return refusal(reply);
  const body = JSON.stringify(reply);
  return {
    status: 200,
    body,
    headers: ['content-type', json, 'content-length', `${Buffer.byteLength(body)}`],
  };
}

function refusal(problem: Problem): ReplyLines {
  const id = randomUUID();
  const body = JSON.stringify(problemDocument(problem, id));
  const headers = ['content-type', 'application/problem+json; charset=utf-8'];
  headers.push('content-length', `${Buffer.byteLength(body)}`);
  headers.push('x-request-id', id, 'cache-control', 'no-store');
  if (problem.retryAfterSeconds !== undefined) headers.push('retry-after', `${problem.retryAfterSeconds}`);
  return { status: problem.status, body, headers };
}
