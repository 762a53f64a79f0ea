// How bodies are read. Enters: a request's bytes. Leaves: a value, a Buffer or the unread stream.
// Guaranteed: nothing above the limit is kept in memory, and text PostgreSQL cannot store never reaches a handler.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Transform } from 'node:stream';
import { Problem } from './problem.ts';

export const jsonLimit = 1_048_576;
/** WhatsApp's callbacks "can be up to 3 MB": a thousand updates in one. */
export const callbackLimit = 3 * 1_048_576;

// Deeper documents would only serve to exhaust the stack of whatever walks them.
const deepestNesting = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** A Content-Length above the limit is refused before a byte is read; the connection is closed, not drained. */
export function refuseLongBody(request: FastifyRequest, limit: number): void {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > limit) throw tooLarge(limit);
}

function tooLarge(limit: number): Problem {
  return new Problem('body_too_large', {
    detail: `This address takes at most ${limit} bytes.`,
    headers: { connection: 'close' },
  });
}

export function parseJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, readJson(body));
    } catch (cause) {
      done(cause as Error);
    }
  });
}

export function parseBuffers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    '*',
    { parseAs: 'buffer', bodyLimit: callbackLimit },
    (_request, body, done) => done(null, body),
  );
}

/** Leaves the stream unread, behind a counter that breaks it off at the limit. */
export function passStreams(app: FastifyInstance, limit: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    [
      'text/csv',
      'text/plain',
      'text/tab-separated-values',
      'application/vnd.ms-excel',
      'application/octet-stream',
    ],
    (_request, payload, done) => done(null, payload.pipe(cutOff(limit, payload))),
  );
}

function cutOff(limit: number, source: NodeJS.ReadableStream): Transform {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limit) done(new Problem('import_too_large', { headers: { connection: 'close' } }));
      else done(null, chunk);
    },
  });
  // pipe() does not pass a broken connection on; without this the reader would wait for ever.
  source.on('error', (cause: Error) => counter.destroy(cause));
  source.on('close', () => {
    if (!counter.writableEnded) counter.destroy(new Error('The client closed the connection'));
  });
  return counter;
}

export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Problem('malformed_json', { detail: 'The body is not UTF-8.' });
  }
  refuseDeepNesting(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    // V8 names the position (“… in JSON at position 7 (line 1 column 8)”) and quotes at most a few characters.
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('malformed_json', {
      detail: detail.includes('position') ? detail : `${detail} at position ${text.length}`,
    });
  }
  refuseUnstorable(value, text);
  return value;
}

function refuseDeepNesting(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      if (++depth > deepestNesting) {
        throw new Problem('malformed_json', {
          detail: `More than ${deepestNesting} levels deep at position ${index}.`,
        });
      }
    } else if (code === 93 || code === 125) depth--;
  }
}

// Only these escapes can produce what the check below refuses, so ordinary bodies are never walked.
const suspicious = /\\u(?:0000|[dD][89a-fA-F])|__proto__|constructor|\\u00[57]/;

/** NUL and half surrogate pairs cannot be stored as text; `__proto__` is never a field of ours. */
function refuseUnstorable(value: unknown, text: string): void {
  if (!suspicious.test(text)) return;
  const walk = (node: unknown, path: string): void => {
    if (typeof node === 'string') {
      if (!isStorable(node)) throw unstorable(path);
    } else if (Array.isArray(node)) {
      node.forEach((item, index) => walk(item, `${path}.${index}`));
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, item] of Object.entries(node)) {
        if (!isStorable(key)) throw unstorable(path);
        if (key === '__proto__') {
          throw new Problem('invalid_request', {
            errors: [{ field: `${path}.${key}`, reason: 'is not a field of this request' }],
          });
        }
        walk(item, `${path}.${key}`);
      }
    }
  };
  walk(value, 'body');
}

export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

export function unstorable(path: string): Problem {
  return new Problem('invalid_request', {
    errors: [{ field: path, reason: 'holds a character that is not text (NUL or half a surrogate pair)' }],
  });
}
