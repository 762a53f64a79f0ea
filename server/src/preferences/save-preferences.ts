// What a person chose on their page, as acts of their own. Guaranteed: under the lock delivery takes before it commits an
// intent, so a message whose intent is not yet committed does not leave; a page that the ledger has overtaken saves nothing.
import { channels, purposes, type Channel, type Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { liftOwnStops } from '../consents/lift-own-stops.ts';
import { grantConsent, withdrawConsent, type ConsentAct } from '../consents/own-acts.ts';
import { lockPerson } from '../consents/queries.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { PageLanguage } from '../public-pages/send-page.ts';
import type { Runtime } from '../runtime.ts';
import { choose } from './choose.ts';
import type { RequestKind } from '@sampark/contracts/request-kinds.ts';
import { openRequest } from '../privacy/requests/open-request.ts';
import { readLink } from './link.ts';
import { loadPreferences, type Preferences } from './load-preferences.ts';
import { texts, wordingVersion } from './texts.ts';

export type Chosen =
  | { act: 'stop'; page_language: PageLanguage }
  | { act: 'ask'; kind: RequestKind; note: string | null; page_language: PageLanguage }
  | {
      act: 'save';
      ticked: ReadonlySet<string>;
      language: string | null;
      seen: number;
      page_language: PageLanguage;
    };

export type Saving = 'saved' | 'stopped' | 'changed' | 'asked' | 'ended' | 'unknown'; // prettier-ignore

export async function savePreferences(rt: Runtime, token: string, chosen: Chosen): Promise<Saving> {
  const link = readLink(rt.keys, token, rt.clock.now());
  if (link === undefined) return 'unknown';
  if (link === 'ended') return 'ended';
  return rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    await lockPerson(tx, link.prospect_id);
    const found = await loadPreferences(rt, tx, token);
    if (typeof found === 'string') return found;
    if (chosen.act === 'stop') {
      await withdrawConsent(tx, now, { ...actOf(found, chosen, now, allBoxes), channels, purposes });
      return 'stopped';
    }
    if (chosen.act === 'ask') {
      await askForData(tx, now, found, chosen);
      return 'asked';
    }
    if (chosen.seen !== found.last_entry) return 'changed';
    const { granted, withdrawn } = choose(found.shown, chosen.ticked);
    for (const { channel, purposes: concerned } of withdrawn) {
      const act = { channels: [channel], purposes: concerned };
      await withdrawConsent(tx, now, { ...actOf(found, chosen, now, boxesOf(act)), ...act });
    }
    for (const { channel, purposes: concerned } of granted) {
      const act = { channels: [channel], purposes: concerned };
      const whole = { ...actOf(found, chosen, now, boxesOf(act)), ...act };
      await grantConsent(tx, now, whole);
      await liftOwnStops(rt, tx, now, whole);
    }
    if (chosen.language !== null && chosen.language !== found.language) {
      await changeLanguage(tx, now, found, chosen.language);
    }
    return 'saved';
  });
}

type Concerned = { channel: Channel; purpose: Purpose }[];
const allBoxes: Concerned = channels.flatMap((channel) => purposes.map((purpose) => ({ channel, purpose })));

function boxesOf(act: { channels: readonly Channel[]; purposes: readonly Purpose[] }): Concerned {
  return act.channels.flatMap((channel) => act.purposes.map((purpose) => ({ channel, purpose })));
}

function actOf(
  person: Preferences,
  { act, page_language }: Exclude<Chosen, { act: 'ask' }>,
  now: Date,
  concerned: Concerned,
): Omit<ConsentAct, 'channels' | 'purposes'> {
  const words = texts[page_language];
  return {
    workspace_id: person.workspace_id,
    prospect_id: person.link.prospect_id,
    channel: null,
    account_id: null,
    address: person.phone_number ?? '',
    source: 'preference_page',
    at: now,
    evidence: {
      pressed: act === 'stop' ? words.stop : words.save,
      ...(act === 'stop'
        ? {}
        : { wording: concerned.map((one) => words.sentence(person.company, one.channel, one.purpose)).join(' ') }),
      wording_version: wordingVersion,
      page_language,
      link_version: person.link.version,
      link_expires: person.link.expires.toISOString(),
    },
  };
} // prettier-ignore

/** What they ask for about their own data. The same once more changes nothing; an objection counts at once. */
async function askForData(
  tx: Tx,
  now: Date,
  person: Preferences,
  { kind, note, page_language }: Extract<Chosen, { act: 'ask' }>,
): Promise<void> {
  const { workspace_id, link } = person;
  const opened = await openRequest(tx, now, {
    ...{ workspace_id, prospect_id: link.prospect_id, kind, came_by: 'preference_page', note },
    ...{ received_at: now, created_by: null, by: 'person' },
  });
  if (kind !== 'objection') return;
  await withdrawConsent(tx, now, {
    ...{ workspace_id, prospect_id: link.prospect_id, channel: null, account_id: null },
    ...{
      address: person.phone_number ?? '',
      source: 'objection',
      at: now,
      channels,
      purposes: ['marketing'],
    },
    evidence: {
      pressed: texts[page_language].kinds.objection,
      wording_version: wordingVersion,
      page_language,
      ...(opened === undefined ? {} : { request_id: opened }),
    },
  });
}

async function changeLanguage(tx: Tx, now: Date, person: Preferences, language: string): Promise<void> {
  await sql`
    update prospects set language = ${language}, version = version + 1, updated_at = ${now}
    where id = ${person.link.prospect_id}`.execute(tx);
  await appendEvents(tx, now, [
    {
      workspace_id: person.workspace_id,
      type: 'prospect.updated',
      occurred_at: now,
      prospect_id: person.link.prospect_id,
      data: { fields: ['language'], by_person: true },
    },
  ]);
}
