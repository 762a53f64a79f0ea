import { createServer } from 'node:net';

/** `preferred` when nobody listens there, else any free port of 127.0.0.1. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await probe(preferred)) !== undefined) return preferred;
  const port = await probe(0);
  if (port === undefined) throw new Error('No free port on 127.0.0.1.');
  return port;
}

function probe(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
