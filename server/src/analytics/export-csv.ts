// CSV of a time series or of campaigns, written as it is read.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import { campaignNumbers } from './campaign-numbers.ts';
import { presentChannels } from './counts.ts';
import { bucketStarts, series, type SeriesQuery } from './queries.ts';
import { pointMetrics } from './series-points.ts';
import type { Scope } from './visible.ts';

type Cell = string | number | null;

/** Spreadsheets run a cell that starts like a formula (OWASP ASVS 1.2.10): such text gets an apostrophe. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => cellText(cell)).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line for each step and channel with a count; steps without any are one line with an empty channel. */
export async function* seriesCsv(
  db: DbOrTx,
  scope: Scope,
  asked: Omit<SeriesQuery, 'metrics'>,
): AsyncGenerator<string> {
  yield csvLine(['at', 'time_zone', 'channel', ...pointMetrics]);
  const starts = await bucketStarts(db, asked);
  const rows = await series(db, scope, { ...asked, metrics: pointMetrics });
  const byStep = Map.groupBy(rows, (row) => row.at.getTime());
  for (const at of starts) {
    const byChannel = Map.groupBy(byStep.get(at.getTime()) ?? [], (row) => row.channel);
    if (byChannel.size === 0) byChannel.set('', []);
    for (const [channel, own] of byChannel) {
      const counts = pointMetrics.map((metric) => own.find((row) => row.metric === metric)?.count ?? 0);
      yield csvLine([at.toISOString(), asked.zone.name, channel, ...counts]);
    }
  }
}

type CampaignLine = { id: string; name: string; status: string; launched_at: Date | null };

const columns = [
  'messages_sent',
  'messages_delivered',
  'messages_read',
  'replied',
  'converted',
  'opted_out',
  'messages_failed',
  'skipped',
  'unknown',
  'held',
  'cancelled',
  'retries',
] as const;

/** One line for each campaign and channel, and one for the whole campaign (`all`), since launch. */
export async function* campaignsCsv(db: DbOrTx, actor: Actor): AsyncGenerator<string> {
  yield csvLine([
    'campaign_id',
    'campaign',
    'status',
    'launched_at',
    'channel',
    'queued',
    'waiting',
    ...columns,
  ]);
  let after = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  for (;;) {
    const { rows } = await sql<CampaignLine>`
      select c.id, c.name, c.status, c.launched_at from campaigns c
      where c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')} and c.id < ${after}
      order by c.id desc limit 500
    `.execute(db);
    const numbers = await campaignNumbers(
      db,
      actor.workspace_id,
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      const own = numbers.get(row.id);
      if (!own) continue;
      const head = [row.id, row.name, row.status, row.launched_at?.toISOString() ?? null];
      yield csvLine([...head, 'all', own.queued, own.waiting, ...columns.map((column) => own[column])]);
      for (const [channel, counts] of presentChannels(own.by_channel)) {
        yield csvLine([...head, channel, null, null, ...columns.map((column) => counts[column])]);
      }
    }
    const last = rows.at(-1);
    if (!last || rows.length < 500) return;
    after = last.id;
  }
}
