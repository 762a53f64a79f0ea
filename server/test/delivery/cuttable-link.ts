// A wire between a program and PostgreSQL that a test can cut: the program loses every connection at once, PostgreSQL
// hears nothing of it and finishes what it was told, as when a network goes away between a COMMIT and its answer.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Also where a test database that is reached through a socket file listens, at the port its address names. */
const loopback = '127.0.0.1';

export type CuttableLink = {
  /** The same database by way of the wire. */
  url: string;
  /** New connections get through again at once. */
  cut(): void;
  close(): Promise<void>;
};

export async function cuttableLink(databaseUrl: string): Promise<CuttableLink> {
  const target = new URL(databaseUrl);
  const near = new Set<Socket>();
  const far = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(Number(target.port), loopback);
    near.add(client);
    far.add(database);
    client.on('data', (bytes) => database.write(bytes));
    database.on('data', (bytes) => void (client.destroyed || client.write(bytes)));
    for (const socket of [client, database]) socket.on('error', () => {});
    // Not destroyed: what was told to commit commits, and only then finds that nobody is there.
    client.on('close', () => database.end());
    client.on('close', () => near.delete(client));
    database.on('close', () => client.destroy());
    database.on('close', () => far.delete(database));
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const url = new URL(databaseUrl);
  url.hostname = loopback;
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut: () => {
      for (const client of near) client.destroy();
    },
    close: async () => {
      for (const socket of [...near, ...far]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
