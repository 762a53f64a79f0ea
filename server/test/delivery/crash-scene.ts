// What the tests of kills behind a claim share: a world, a program that lives, others that die at a named point, and what is
// read from the tables when all is over.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { crashPoints } from '../../src/processes/crash-points.ts';
import { campaignContent, type World } from '../support/world.ts';
import { rowsOf, startKillWorld } from './kill-world.ts';
import type { Program } from './program.ts';

type Point = (typeof crashPoints)[number];

/** A world and its programs. `kill` starts one that dies at the point, and waits for it to die. */
export type Scene = {
  world: World;
  kill: (point: Point, provoke?: () => Promise<unknown>, env?: Record<string, string>) => Promise<void>;
  /** Asks the program that is going to die. */
  askVictim: (token: string, path: string, body: object) => Promise<void>;
  live: (roles?: string) => Promise<Program>;
  died: Point[];
};

export async function onScene(
  { survivor, victims }: { survivor: string; victims: string },
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const { world, port, start } = await startKillWorld();
  const started: Program[] = [];
  const run = async (env: Record<string, string>, roles: string) => {
    const program = await start(env, roles);
    started.push(program);
    return program;
  };
  const died: Point[] = [];
  try {
    await run({}, survivor);
    await play({
      ...{ world, died },
      kill: async (point, provoke, env = {}) => {
        const victim = await run({ ...env, SAMPARK_CRASH_AT: `${point}:1` }, victims);
        await provoke?.();
        const late = sleep(180_000, 'still alive', { ref: false });
        expect(await Promise.race([victim.ended, late]), `${point}\n${victim.said()}`).toBe('SIGKILL');
        died.push(point);
      },
      askVictim: async (token, path, body) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const init = { method: 'POST', headers, body: JSON.stringify(body) };
        await fetch(`http://127.0.0.1:${port}/api/v1${path}`, init).catch(() => {});
      },
      live: (roles = victims) => run({}, roles),
    });
  } finally {
    await Promise.all(started.map((one) => one.kill()));
    await world.close();
  }
}

export async function launched(world: World, channel: Channel, count: number): Promise<string> {
  const people = await world.people(count, [channel]);
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: `On ${channel}`, ...campaignContent, channel_order: [channel] },
    prospect_ids: people.map((one) => one.id),
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  return id;
}

export const statuses = async (world: World, id: string) =>
  (await rowsOf(world, id)).map((row) => row.status);
export const arrived = async (world: World, id: string) =>
  (await statuses(world, id)).filter((one) => ['sent', 'delivered', 'read'].includes(one)).length;

/** How many messages are open: nobody heard what became of them. */
export async function unheard({ rt }: World): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from open_messages`.execute(rt.db);
  return rows[0]?.n ?? 0;
}

export async function eventsOf(
  { rt }: World,
  type: string,
): Promise<{ by: string; message_id: string | null }[]> {
  const { rows } = await sql<{ by: string; message_id: string | null }>`
    select data ->> 'by' as by, message_id from events where type = ${type} order by id`.execute(rt.db);
  return rows;
}

/** One matter told twice to the same person, or counted more often than it happened. */
export async function doubledNotifications({ rt }: World): Promise<unknown[]> {
  const { rows } = await sql`
    select kind, batch, count(*) as told, sum(count) as counted from notifications group by user_id, kind, batch
    having count(*) > 1 or (kind in ('account_held', 'channel_held') and sum(count) > 1)`.execute(rt.db);
  return rows;
}
