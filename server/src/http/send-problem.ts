// Every failure becomes problem+json here. Expected ones keep their code; anything else is logged with its stack and
// answered as `internal`, without a word of what happened inside.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isPoolBusy } from '../db/connect.ts';
import { hasBody } from './body.ts';
import { Problem, problemDocument } from './problem.ts';

// Closing on a client that is still sending resets the connection, and many never read the answer then. So the answer
// goes out, a little of what still comes is thrown away, and the connection is closed a second later.
const lingerMs = 1_000;
const mostThrownAway = 8_388_608;

export function sendProblem(request: FastifyRequest, reply: FastifyReply, cause: unknown): void {
  const problem = toProblem(cause);
  if (problem.status >= 500) {
    request.log.error({ err: cause, url: request.routeOptions.url }, 'request failed');
  }
  reply.headers(problem.headers);
  if (problem.retryAfterSeconds !== undefined) {
    reply.header('retry-after', String(Math.max(1, Math.ceil(problem.retryAfterSeconds))));
  }
  reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store');
  const document = problemDocument(problem, request.id);
  if (stillSending(request)) answerAndLinger(request, reply, JSON.stringify(document));
  else void reply.serializer(JSON.stringify).send(document);
}

function answerAndLinger(request: FastifyRequest, reply: FastifyReply, text: string): void {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.setHeader('connection', 'close');
  raw.setHeader('content-length', Buffer.byteLength(text));
  raw.writeHead(reply.statusCode);
  raw.write(text);
  const close = () => {
    clearTimeout(timer);
    raw.end();
  };
  const timer = setTimeout(close, lingerMs);
  let thrownAway = 0;
  request.raw.on('data', (chunk: Buffer) => {
    thrownAway += chunk.length;
    if (thrownAway > mostThrownAway) request.raw.pause();
  });
  request.raw.once('end', close).once('close', close);
  request.raw.resume();
}

function stillSending(request: FastifyRequest): boolean {
  // Injected test requests have no socket to wait for and leave `complete` undefined.
  return hasBody(request) && (request.raw.complete as boolean | undefined) === false;
}

export function toProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const { code, statusCode } = (cause ?? {}) as Partial<FastifyError>;
  const sqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
  if (sqlState !== undefined) return ofDatabase(sqlState);
  switch (code ?? '') {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem('body_too_large', { headers: { connection: 'close' } });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem('unsupported_media_type');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new Problem('malformed_json', { detail: 'The body is not as long as Content-Length says.' });
    case 'FST_REQ_FILE_TOO_LARGE':
      return new Problem('import_too_large', { headers: { connection: 'close' } });
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Problem('not_found');
    case 'FST_ERR_REOPENED_CLOSE_SERVER':
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
      return new Problem('unavailable', { retryAfterSeconds: 2 });
  }
  if (statusCode === 503 || isPoolBusy(cause)) return new Problem('unavailable', { retryAfterSeconds: 2 });
  if (statusCode === 413) return new Problem('body_too_large', { headers: { connection: 'close' } });
  if (statusCode === 415) return new Problem('unsupported_media_type');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem('invalid_request', {
      detail: cause instanceof Error ? cause.message : undefined,
    });
  }
  return new Problem('internal');
}

// Values that pass a schema and still do not fit a column: too big a number, an impossible date, an unstorable text.
const unfitValues = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05']);
// Starting, stopping, out of connections; deadlock and serialisation victims may simply be sent again.
const passing = /^(?:57P0\d|53\d{3}|08\d{3}|40001|40P01)$/;

function ofDatabase(sqlState: string): Problem {
  if (unfitValues.has(sqlState))
    return new Problem('invalid_request', { detail: 'A value is out of range.' });
  if (passing.test(sqlState)) return new Problem('unavailable', { retryAfterSeconds: 2 });
  return new Problem('internal');
}
