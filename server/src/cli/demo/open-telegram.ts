// On Telegram nobody can be written to first: people open the bot's start link on their own. Here, a share of those who
// said yes to Telegram does; where a file knows no Telegram, of those who said yes to anything.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { DeviceResource } from '@sampark/contracts/devices.ts';
import type { ProspectItem } from '@sampark/contracts/prospects.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './api.ts';
import { count, startProgress, type Terminal } from './progress.ts';
import { control } from './simulators.ts';

const openedShare = 0.6;
const linksAtOnce = 10_000;
const wording = 'By pressing Start you agree to receive market notes and reminders from us on Telegram.';

type Person = { id: string; phone: string | null; first_name: string | null; channels: Set<Channel> };

/** `countReachable`: how many of the audience can be written to on Telegram now. Returns where that settled. */
export async function openTelegram(
  client: Client,
  simulator: string,
  importId: string,
  countReachable: () => Promise<number>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const people = await consentingPeople(client, importId, terminal);
  const own = people.filter((person) => person.channels.has('telegram'));
  const asked = own.length > 0 ? own : people;
  if (asked.length === 0) return countReachable();
  const opening = asked.filter((_, index) => opens(index));
  const opened = await pressStart(client, simulator, opening);
  terminal.print(
    `  ${count(opened)} of ${count(asked.length)} people ${own.length > 0 ? 'with Telegram in their consent' : 'with any consent (the file names no Telegram)'} opened the bot's start link on their own`,
  );
  return waitUntilKnown(countReachable, opened, terminal, signal);
}

/** An even 60%, not the first 60% of the file. */
function opens(index: number): boolean {
  return Math.floor((index + 1) * openedShare) > Math.floor(index * openedShare);
}

async function consentingPeople(client: Client, importId: string, terminal: Terminal): Promise<Person[]> {
  const progress = startProgress(terminal);
  const people: Person[] = [];
  let read = 0;
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ import_id: importId, limit: '200', ...(cursor ? { cursor } : {}) });
    const page: { items: ProspectItem[]; next_cursor: string | null } = await client.ask(
      `/api/v1/prospects?${query}`,
    );
    for (const one of page.items) {
      const granted = one.consents.filter((consent) => consent.granted && consent.purpose === 'marketing');
      const channels = new Set(granted.map((consent) => consent.channel));
      if (channels.size > 0)
        people.push({ id: one.id, phone: one.phone_number, first_name: one.first_name, channels });
    }
    read += page.items.length;
    cursor = page.next_cursor;
    progress.show(`${count(read)} people looked at`);
  } while (cursor);
  progress.done(`${count(people.length)} of ${count(read)} new people have consented to something`);
  return people;
}

/** Each bot sends 30 messages a second at most: the people are spread over all of them. */
async function pressStart(client: Client, simulator: string, opening: readonly Person[]): Promise<number> {
  const bots = await telegramAccounts(client);
  const known = new Map(opening.map((person) => [person.id, person]));
  let pressed = 0;
  for (const [at, account_id] of bots.entries()) {
    const ids = [...known.keys()].filter((_, index) => index % bots.length === at);
    for (let from = 0; from < ids.length; from += linksAtOnce) {
      const prospect_ids = ids.slice(from, from + linksAtOnce);
      const { items } = await client.ask<{ items: Link[] }>('/api/v1/start-links', {
        method: 'POST',
        json: { channel: 'telegram', grants: ['telegram:marketing'], wording, prospect_ids, account_id },
      });
      pressed += await follow(simulator, items, known);
    }
  }
  return pressed;
}

type Link = { prospect_id: string; token: string; url: string };

async function follow(
  simulator: string,
  links: readonly Link[],
  known: ReadonlyMap<string, Person>,
): Promise<number> {
  let pressed = 0;
  for (const [bot, own] of Map.groupBy(links, (link) => new URL(link.url).pathname.slice(1))) {
    const people = own.flatMap((link) => {
      const person = known.get(link.prospect_id);
      if (!person?.phone) return [];
      const name = person.first_name ? { first_name: person.first_name } : {};
      return [{ address: person.phone, payload: link.token, ...name }];
    });
    for (let from = 0; from < people.length; from += 1_000) {
      await control(simulator, 'POST', 'start', { bot, people: people.slice(from, from + 1_000) });
    }
    pressed += people.length;
  }
  return pressed;
}

async function telegramAccounts(client: Client): Promise<string[]> {
  const accounts: string[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '200', ...(cursor ? { cursor } : {}) });
    const page: { items: DeviceResource[]; next_cursor: string | null } = await client.ask(
      `/api/v1/devices?${query}`,
    );
    const own = page.items.flatMap((device) => device.accounts);
    accounts.push(
      ...own
        .filter((account) => account.channel === 'telegram' && account.policy_hold === null)
        .map((one) => one.id),
    );
    cursor = page.next_cursor;
  } while (cursor);
  return accounts;
}

/** Their /start arrives as callbacks. Ends when everyone is known, or nobody new was for a while. */
async function waitUntilKnown(
  countReachable: () => Promise<number>,
  opened: number,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const progress = startProgress(terminal);
  let known = -1;
  for (let still = 0; still < 20 && known < opened;) {
    const now = await countReachable();
    still = now === known ? still + 1 : 0;
    known = now;
    progress.show(`${count(known)} of ${count(opened)} have arrived`);
    if (known < opened) await sleep(300, undefined, { signal });
  }
  progress.done(`${count(known)} people are reachable on Telegram`);
  return known;
}
