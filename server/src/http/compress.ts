// Long JSON answers go out compressed: the whole pool of devices is a megabyte that is asked for every few seconds. The lowest
// levels make it an eighth in some ten milliseconds beside the event loop; higher ones cost several times that and gain little.
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';

// Shorter answers arrive in the first packets anyway.
const worthIt = 4_096;

export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    // Only what is read: answers to other methods may hold a token, whose length must not tell what it resembles.
    if (request.method !== 'GET' || typeof payload !== 'string' || payload.length < worthIt)
      return done(null, payload);
    if (!String(reply.getHeader('content-type')).startsWith('application/json')) return done(null, payload);
    reply.header('vary', 'accept-encoding');
    const encoding = (['br', 'gzip'] as const).find((one) => takes(request, one));
    if (!encoding) return done(null, payload);
    const send = (error: Error | null, short: Buffer) => {
      if (error) return done(error);
      reply.header('content-encoding', encoding).removeHeader('content-length');
      done(null, short);
    };
    if (encoding === 'gzip') gzip(payload, { level: 1 }, send);
    else brotliCompress(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }, send);
  });
}

function takes({ headers }: FastifyRequest, encoding: string): boolean {
  const accepted = (headers['accept-encoding'] ?? '').split(',');
  return accepted.some((one) => {
    const [name, quality] = one.toLowerCase().split(';');
    return name?.trim() === encoding && !/^\s*q\s*=\s*0(\.0*)?\s*$/.test(quality ?? '');
  });
}
