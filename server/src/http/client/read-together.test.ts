import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readTogether } from './read-together.ts';

let accepted: Socket[] = [];
const server = createServer((socket) => {
  accepted.push(socket);
  socket.on('error', () => {});
  socket.write('hello');
});
beforeEach(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())));
afterEach(async () => {
  for (const socket of accepted) socket.destroy();
  accepted = [];
  await new Promise((resolve) => server.close(resolve));
});

const open = () => {
  const { port } = server.address() as AddressInfo;
  return connect({ port, host: '127.0.0.1', onread: readTogether() });
};

it('gives what came to who listens', async () => {
  const socket = open();
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  expect(bytes.toString()).toBe('hello');
  socket.destroy();
});

it('fails a connection on which something comes that nobody listens for: whoever opens it must hear of it', async () => {
  const socket = open();
  const [fault] = (await once(socket, 'error')) as [Error];
  expect(fault.message).toBe('bytes that nobody asked for');
  expect(socket.destroyed).toBe(true);
});
