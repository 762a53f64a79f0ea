// Rows as people are told of them: with names, and with what is true now (numbers of a finished campaign, how many
// outcomes are still open). The API and the mails say the same because both come through here.
import type { Channel } from '@sampark/contracts/domain.ts';
import { notificationTable, type NotificationKind } from '@sampark/contracts/notification-kinds.ts';
import { type Notification } from '@sampark/contracts/notifications.ts';
import type { CampaignNumbers } from '@sampark/contracts/analytics.ts';
import { sql } from 'kysely';
import { campaignNumbers } from '../analytics/campaign-numbers.ts';
import type { DbOrTx } from '../events/append.ts';
import { openUnknown } from './check-notifications.ts';
import { devicesOf, type NoticeData, type SenderState } from './notice-data.ts';

export type NotificationRow = {
  id: string;
  kind: NotificationKind;
  subject_id: string | null;
  count: number;
  data: NoticeData;
  first_at: Date;
  last_at: Date;
  read_at: Date | null;
};

const namedSenders = 3;

/** Rows of one person. */
export async function presentNotifications(
  db: DbOrTx,
  person: { user_id: string; workspace_id: string },
  rows: readonly NotificationRow[],
): Promise<Notification[]> {
  const { workspace_id, user_id } = person;
  const of = (...kinds: NotificationKind[]) =>
    rows.flatMap((row) => (row.subject_id !== null && kinds.includes(row.kind) ? [row.subject_id] : []));
  const campaignIds = rows.flatMap((row) =>
    isAboutCampaign(row.kind) && row.subject_id ? [row.subject_id] : [],
  );
  const deviceIds = rows.flatMap((row) => [
    ...(row.data.device_id ? [row.data.device_id] : []),
    ...namedOf(row.data).map(([id]) => id),
  ]);
  const campaigns = await namesOf(db, 'campaigns', workspace_id, campaignIds);
  const devices = await namesOf(db, 'devices', workspace_id, deviceIds);
  const portfolios = await namesOf(db, 'portfolios', workspace_id, [
    ...of('portfolio_exhausted'),
    ...rows.flatMap((row) => row.data.portfolio_id ?? []),
  ]);
  const people = await peopleOf(
    db,
    person,
    rows.flatMap((row) => row.data.people ?? []),
  );
  const numbers = await campaignNumbers(db, workspace_id, of('campaign_completed'));
  const unknown = rows.some((row) => row.kind === 'messages_unknown')
    ? await openUnknown(db, workspace_id, user_id)
    : new Map<string | null, number>();
  return rows.map((row): Notification => {
    const { data } = row;
    const name = (map: Map<string, string>, id: string | null | undefined) => {
      const found = id ? map.get(id) : undefined;
      return id && found !== undefined ? { id, name: found } : null;
    };
    return {
      id: row.id,
      kind: row.kind,
      severity: notificationTable[row.kind].severity,
      count: row.count,
      first_at: row.first_at.toISOString(),
      last_at: row.last_at.toISOString(),
      read_at: row.read_at?.toISOString() ?? null,
      campaign: isAboutCampaign(row.kind) ? name(campaigns, row.subject_id) : null,
      device: name(devices, data.device_id),
      people: (data.people ?? []).flatMap((id) => people.get(id) ?? []),
      channels: byCount(data.channels).map(([channel]) => channel as Channel),
      reasons: byCount(data.reasons).map(([code, count]) => ({ code, count })),
      numbers: row.kind === 'campaign_completed' ? figures(numbers.get(row.subject_id ?? '')) : null,
      late_seconds: data.late_seconds ?? null,
      open: row.kind === 'messages_unknown' ? Math.min(row.count, unknown.get(row.subject_id) ?? 0) : null,
      waiting: data.waiting ?? null,
      senders: data.senders ? sendersOf(data, devices) : null,
      portfolio:
        row.kind === 'portfolio_exhausted'
          ? { name: portfolios.get(row.subject_id ?? '') ?? '', limit: data.limit ?? null }
          : data.portfolio_id
            ? { name: portfolios.get(data.portfolio_id) ?? '', limit: null }
            : null,
      settled_at: data.settled_at ?? null,
    };
  });
}

function isAboutCampaign(kind: NotificationKind): boolean {
  return /^(campaign|messages|experiment)_/.test(kind) || kind === 'channel_held';
}

async function namesOf(
  db: DbOrTx,
  table: 'campaigns' | 'devices' | 'portfolios',
  workspace_id: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(table)} where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Those the reader may still see; one who left the book or was erased is not named. */
async function peopleOf(
  db: DbOrTx,
  { workspace_id, user_id }: { workspace_id: string; user_id: string },
  ids: readonly string[],
): Promise<Map<string, Notification['people'][number]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Notification['people'][number]>`
    select p.id, p.name, (select c.id from conversations c where c.prospect_id = p.id
      order by c.last_message_at desc, c.id limit 1) as conversation_id
    from prospects p where p.workspace_id = ${workspace_id} and p.id = any(${ids}::uuid[])
      and (exists (select from relationships r where r.user_id = ${user_id} and r.prospect_id = p.id)
        or exists (select from users u where u.id = ${user_id} and u.role <> 'standard'))`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those still away come first. */
function namedOf(data: NoticeData): [string, SenderState][] {
  return [...devicesOf(data)]
    .sort(([, a], [, b]) => (a === b ? 0 : a === 'offline' ? -1 : 1))
    .slice(0, namedSenders);
}

function sendersOf(
  data: NoticeData,
  devices: ReadonlyMap<string, string>,
): NonNullable<Notification['senders']> {
  const states = [...devicesOf(data).values()];
  const offline = states.filter((one) => one === 'offline').length;
  return {
    offline,
    back: states.length - offline,
    names: namedOf(data).flatMap(([id]) => devices.get(id) ?? []),
  };
}

function byCount(counts: Record<string, number> = {}): [string, number][] {
  return Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function figures(all: CampaignNumbers | undefined): Notification['numbers'] {
  if (!all) return null;
  return {
    recipients: all.total_recipients,
    sent: all.messages_sent,
    delivered: all.messages_delivered,
    read: all.messages_read,
    replied: all.replied,
    failed: all.messages_failed,
    skipped: all.skipped,
    held: all.held,
  };
}
