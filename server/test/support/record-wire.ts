// Stands between us and a simulator and keeps what we send it, word for word: what a platform was given, not what we say it was.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type WireRecorder = {
  url: string;
  /** Bodies of our requests, in the order they came. */
  bodies: string[];
  close(): Promise<void>;
};

export async function recordWire(target: string): Promise<WireRecorder> {
  const bodies: string[] = [];
  const server = createServer((asked, answer) => {
    const pieces: Buffer[] = [];
    asked.on('data', (piece: Buffer) => pieces.push(piece));
    asked.on('end', () => {
      const body = Buffer.concat(pieces);
      if (body.length > 0) bodies.push(body.toString('utf8'));
      const { method, headers } = asked;
      const passed = request(new URL(asked.url ?? '/', target), { method, headers }, (came) => {
        answer.writeHead(came.statusCode ?? 502, came.headers);
        came.pipe(answer);
      });
      passed.on('error', () => answer.destroy());
      answer.on('close', () => passed.destroy());
      passed.end(body);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
