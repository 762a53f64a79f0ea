// What people write that changes whether we may write to them: words that stop or agree, start links, refusals. Rare beside
// everything else, so one by one and in the order they arrived.
//
// STOP by keyword or button withdraws every purpose on every channel: a person who says stop means us, not one app.
import { channels, purposes } from '@sampark/contracts/domain.ts';
import { settingsOf } from '@sampark/contracts/settings.ts';
import { sql } from 'kysely';
import { hasOwnStops, liftOwnStops } from '../consents/lift-own-stops.ts';
import { stoppedOn } from '../consents/queries.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { codeIn } from '../opt-in/codes.ts';
import { agreeByKeyword, confirmCode, type Keyword } from '../opt-in/confirm.ts';
import type { Runtime } from '../runtime.ts';
import type { Received } from './apply-inbound.ts';
import { entriesOf, grantConsent, withdrawConsent, type ChannelAct } from '../consents/own-acts.ts';
import { normalise, readOptOut } from './opt-out.ts';
import { markUsed } from './start-links.ts';

export async function applyWords(
  rt: Runtime,
  tx: Tx,
  now: Date,
  received: readonly Received[],
): Promise<void> {
  if (received.length === 0) return;
  const words = await wordsOf(tx, [...new Set(received.map((one) => one.workspace_id))]);
  for (const one of received) {
    if (one.link) {
      await followStartLink(rt, tx, now, one);
      continue;
    }
    const { stops, joins } = words.get(one.workspace_id) ?? { stops: [], joins: [] };
    const reading = readingOf(one, stops);
    if (reading === 'opt_out') {
      await withdrawConsent(tx, now, { ...actOf(one, 'keyword'), channels, purposes });
    } else if (reading === 'resume') {
      await resume(rt, tx, now, {
        ...actOf(one, 'keyword'),
        channels: [one.channel],
        purposes: ['marketing'],
      });
    } else if (reading === 'refusal') {
      await hold(tx, now, one);
    } else {
      await agreeTo(rt, tx, now, one, joins);
    }
  }
}

/** A page's code or keyword: the person agrees, on this channel, to what its wording says. */
async function agreeTo(
  rt: Runtime,
  tx: Tx,
  now: Date,
  one: Received,
  joins: readonly Keyword[],
): Promise<void> {
  const { event } = one;
  const code = codeIn(event.message_kind === 'start' ? `JOIN-${event.payload ?? ''}` : event.text);
  const said = joins.length > 0 && event.message_kind !== 'start' && normalise(event.text.slice(0, 200));
  const keyword = said ? joins.find((join) => join.key === said) : undefined;
  const agreed =
    (code && (await confirmCode(tx, now, one, code))) ||
    (keyword && (await agreeByKeyword(tx, one, keyword)));
  if (!agreed) return;
  const act = actOf(one, agreed.source);
  await agreeAgain(rt, tx, now, {
    ...{ ...act, channels: [one.channel], purposes: agreed.purposes },
    evidence: { ...agreed.evidence, ...act.evidence },
  });
}

/** START takes a STOP back; to somebody who never stopped it is a greeting and grants nothing. */
async function resume(rt: Runtime, tx: Tx, now: Date, act: ChannelAct): Promise<void> {
  const entries = await entriesOf(tx, act.prospect_id, act.channel, 'marketing');
  const stopped = entries.some((one) => one.action === 'withdrawn') || (await hasOwnStops(rt, tx, act));
  if (stopped) await agreeAgain(rt, tx, now, act);
}

async function agreeAgain(rt: Runtime, tx: Tx, now: Date, act: ChannelAct): Promise<void> {
  await grantConsent(tx, now, act);
  await liftOwnStops(rt, tx, now, act);
}

function readingOf(one: Received, keywords: readonly string[]): ReturnType<typeof readOptOut> {
  const { event } = one;
  // `/start` opens the bot; without a link's token it says nothing about consent.
  if (event.message_kind === 'start') return 'none';
  // A button says what its payload says; its title may be in any language.
  const payload = event.message_kind === 'button' ? readOptOut(event.payload ?? '', keywords) : 'none';
  return payload === 'none' ? readOptOut(event.text, keywords) : payload;
}

function actOf(one: Received, source: string): Omit<ChannelAct, 'channels' | 'purposes'> {
  return {
    workspace_id: one.workspace_id,
    prospect_id: one.prospect_id,
    channel: one.channel,
    account_id: one.account_id,
    address: one.event.from,
    source,
    at: one.event.at,
    evidence: {
      text: one.event.text.slice(0, 200),
      external_id: one.event.external_id,
      ...(one.event.message_kind === 'button' ? { payload: one.event.payload ?? '' } : {}),
    },
    ...(one.answers ? { answers: one.answers } : {}),
  };
}

async function followStartLink(rt: Runtime, tx: Tx, now: Date, one: Received): Promise<void> {
  const { link } = one;
  if (!link) return;
  // Asked again now that the person is locked: a stop that was being written when the link was read counts.
  const strange = link.prospect_id !== null && !link.same_person;
  if (strange && (await stoppedOn(tx, [one.prospect_id], one.channel)).size > 0) return;
  // Whose chat it is says nothing about other channels, whatever the link names.
  const granted = purposes.filter((purpose) => link.grants.includes(`${one.channel}:${purpose}`));
  if (granted.length > 0)
    await agreeAgain(rt, tx, now, {
      ...actOf(one, 'start_link'),
      channels: [one.channel],
      purposes: granted,
      evidence: {
        token: link.token,
        wording: link.wording,
        update: one.webhook_id,
        external_id: one.event.external_id,
      },
    });
  await markUsed(tx, now, [link.token]);
}

/** A refusal in other words: nothing goes to this person until somebody has looked (product.md §4.8). */
async function hold(tx: Tx, now: Date, one: Received): Promise<void> {
  const reason = `refusal: ${one.event.text.slice(0, 200)}`;
  const { numAffectedRows } = await sql`
    update prospects set held_reason = ${reason}, updated_at = ${now}
    where id = ${one.prospect_id} and held_reason is null`.execute(tx);
  if (!numAffectedRows) return;
  await appendEvents(tx, now, [
    {
      workspace_id: one.workspace_id,
      type: 'prospect.held',
      occurred_at: one.event.at,
      prospect_id: one.prospect_id,
      campaign_id: one.answers?.campaign_id ?? null,
      message_id: one.answers?.message_id ?? null,
      portfolio_manager_id: one.answers?.portfolio_manager_id ?? null,
      channel: one.channel,
      account_id: one.account_id,
      data: { reason: 'refusal', inbound_id: one.inbound_id },
    },
  ]);
}

/** What stops us, and what agrees to something, in these workspaces' own words. */
async function wordsOf(
  tx: Tx,
  workspaces: readonly string[],
): Promise<Map<string, { stops: string[]; joins: Keyword[] }>> {
  const { rows } = await sql<{ id: string; settings: unknown; joins: Keyword[] | null }>`
    select w.id, w.settings, (
      select jsonb_agg(jsonb_build_object('key', o.keyword_key, 'page_id', o.id, 'version', o.version, 'offers', o.offers))
      from opt_in_pages o where o.workspace_id = w.id and o.active and o.keyword_key is not null) as joins
    from workspaces w where w.id = any(${workspaces}::uuid[])`.execute(tx);
  return new Map(
    rows.map((row) => [row.id, { stops: settingsOf(row.settings).opt_out_keywords, joins: row.joins ?? [] }]),
  );
}
