// One request of a session, as a browser sends it.
import { request, type Agent } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { Asked } from './requests.ts';

/** `body` unpacks only where somebody reads it: the sessions' own requests are about time. */
export type Answered = { status: number; error?: string; body: () => string };

export function send(
  agent: Agent,
  port: number,
  token: string,
  asked: Asked,
  done: (answer: Answered) => void,
): void {
  const { path, body } = asked;
  const fail = (error: Error) => done({ status: 0, error: error.message, body: () => '' });
  const outgoing = request(
    {
      ...{ agent, host: '127.0.0.1', port, path, method: body === undefined ? 'GET' : 'POST' },
      headers: {
        authorization: `Bearer ${token}`,
        // As every browser does.
        'accept-encoding': 'gzip',
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
    },
    (answer) => {
      const status = answer.statusCode ?? 0;
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('end', () => {
        const text = () => {
          const sent = Buffer.concat(parts);
          return (answer.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent).toString();
        };
        // GraphQL answers 200 to a question that failed.
        const failed = status >= 400 || (path === '/graphql' && text().slice(0, 10).includes('"errors"'));
        done({ status, ...(failed ? { error: text().slice(0, 300) } : {}), body: text });
      });
      answer.once('error', fail);
    },
  );
  outgoing.once('error', fail);
  outgoing.end(body);
}
