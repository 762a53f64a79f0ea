// What one request of each kind costs, for --costs N: N of them on a machine that does nothing else for us, four at a time.
// Processor time says what a change of the code did even where the machine is shared and times of the wall say nothing.
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../support/arguments.ts';
import type { Manager } from './population.ts';
import { kinds, type Kind } from './requests.ts';
import { send } from './send.ts';

type Meters = { database(): number; api(): number };

const together = 4;
const idleSeconds = 4;

export async function sayCosts(
  port: number,
  managers: readonly Manager[],
  requests: number,
  meters: Meters,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: together });
  say('  processor, ms a request    PostgreSQL      api    kB');
  const sum = { database: 0, api: 0, weight: 0 };
  const idle = await perSecond(meters);
  for (const kind of kinds) {
    await ask(agent, port, managers, kind, 20);
    const before = { database: meters.database(), api: meters.api(), at: performance.now() };
    const bytes = await ask(agent, port, managers, kind, requests);
    const seconds = (performance.now() - before.at) / 1_000;
    const database = ((meters.database() - before.database - idle.database * seconds) * 1_000) / requests;
    const api = ((meters.api() - before.api - idle.api * seconds) * 1_000) / requests;
    sum.database += database * kind.weight;
    sum.api += api * kind.weight;
    sum.weight += kind.weight;
    say(row(kind.name, database, api, bytes / requests / 1_000));
  }
  say(row('mean of the mixture', sum.database / sum.weight, sum.api / sum.weight));
  agent.destroy();
}

/** What the processes use while nobody asks: taken off. */
async function perSecond(meters: Meters): Promise<{ database: number; api: number }> {
  const from = { database: meters.database(), api: meters.api() };
  await sleep(idleSeconds * 1_000);
  return {
    database: (meters.database() - from.database) / idleSeconds,
    api: (meters.api() - from.api) / idleSeconds,
  };
}

async function ask(
  agent: Agent,
  port: number,
  managers: readonly Manager[],
  kind: Kind,
  requests: number,
): Promise<number> {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;
  let left = requests;
  let bytes = 0;
  const one = (): Promise<void> =>
    new Promise((resolve) => {
      const manager = pick(managers);
      send(agent, port, manager.token, kind.of(manager, pick), ({ status, error, body }) => {
        if (status !== 200 || error !== undefined) say(`  ${kind.name} ${status} ${error ?? ''}`);
        bytes += body().length;
        resolve();
      });
    });
  const line = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: together }, line));
  return bytes;
}

function row(name: string, database: number, api: number, kb?: number): string {
  const cell = (value: number) => value.toFixed(2).padStart(9);
  return `    ${name.padEnd(24)} ${cell(database)} ${cell(api)} ${kb === undefined ? '' : kb.toFixed(1).padStart(5)}`;
}
