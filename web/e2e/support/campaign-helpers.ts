// What the tests of the campaign pages do again and again: their people, faults a real server does not show, and what
// the platforms were really sent.
import type { Page, Route } from 'playwright-core';
import { sql } from 'kysely';
import { addPeople, type Person, type World } from '../../../server/test/support/world.ts';

export type Look = { language: 'en' | 'bn'; theme: 'light' | 'dark' };
export const looks = [
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 360 },
  { language: 'bn', theme: 'light', width: 360 },
  { language: 'bn', theme: 'dark', width: 1440 },
] as const;

/** What this role's pages look like from the next one that opens. */
export async function setLook({ server, rt }: World, role: 'standard' | 'admin', look: Look): Promise<void> {
  const { user } = await server.login(role);
  await rt.db.updateTable('users').set(look).where('id', '=', user.id).execute();
}

/** People who can be reached on Signal, one per name given as "First Last"; one word means no last name. */
export async function named(world: World, names: readonly string[]): Promise<Person[]> {
  const people = await world.people(names.length, ['signal']);
  for (const [index, { id }] of people.entries()) {
    const [first, last] = (names[index] ?? '').split(' ');
    await sql`update prospects set name = ${names[index]}, first_name = ${first}, last_name = ${last ?? null}
              where id = ${id}`.execute(world.rt.db);
  }
  return people;
}

/** Two without consent, one who opted out, one whose address is suppressed, one held for review. */
export async function excluded(world: World): Promise<void> {
  const { rt, pm } = world;
  await addPeople(rt, pm, 2, { channels: ['signal'], purposes: [] });
  const [out, never, held] = await world.people(3, ['signal']);
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
            select ${pm.workspace_id}, ${out?.id}, 'signal', purpose, 'withdrawn', 'keyword', ${rt.clock.now()}
            from unnest(array['marketing', 'service']) purpose`.execute(rt.db);
  await sql`insert into suppressions (workspace_id, address_hash, reason, source)
            values (${pm.workspace_id}, ${rt.keys.addressHash(never?.phone ?? '')}, 'complaint', 'manual')`.execute(
    rt.db,
  );
  await sql`update prospects set held_reason = 'please look' where id = ${held?.id}`.execute(rt.db);
}

/** Answers as the server does when it fails or refuses. */
export const refuse = (status: number, code: string) => (route: Route) =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: 'about:blank',
      ...{ status, code, title: 'Refused by the test', remedy: 'Try again.', request_id: 'req-7f3a91' },
    }),
  });

/** Lets requests to `url` wait until `release` is called. */
export async function holdBack(
  page: Page,
  url: RegExp,
): Promise<{ held: Promise<void>; release: () => Promise<void> }> {
  let let_go = () => {};
  let arrived = () => {};
  const gate = new Promise<void>((resolve) => (let_go = resolve));
  const held = new Promise<void>((resolve) => (arrived = resolve));
  await page.route(url, async (route) => {
    arrived();
    await gate;
    await route.fallback();
  });
  return {
    held,
    release: async () => {
      let_go();
      await page.unroute(url);
    },
  };
}

/** Every request a platform accepted from now on, as it went over the wire. */
export function recordSends({ rt }: World): string[] {
  const sent: string[] = [];
  const request = rt.http.request.bind(rt.http);
  rt.http.request = async (given) => {
    const answer = await request(given);
    if (answer.ok && answer.status < 300 && given.body) sent.push(given.body);
    return answer;
  };
  return sent;
}

/** Requests of the page whose method and path fit. */
export function countRequests(page: Page, method: string, path: RegExp): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === method && path.test(new URL(request.url()).pathname)) count += 1;
  });
  return () => count;
}

/** Latin words on a Bengali page that are neither a brand nor somebody's own text. */
export async function latinWords(page: Page, own: RegExp): Promise<string[]> {
  const text = await page.locator('#main').innerText();
  const brands = /WhatsApp|Telegram|Signal|iMessage|Sampark|Europe\/London|\bBD\b|\bGB\b|\bbn\b|\ben\b/g;
  return (
    text
      .replace(brands, '')
      .replace(own, '')
      .match(/[A-Za-z]{2,}/g) ?? []
  );
}
