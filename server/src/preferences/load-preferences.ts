// What a person's preference page shows: their first name, what stands in their ledger, and the channels we write on.
import { channels, purposes, type Channel, type Purpose } from '@sampark/contracts/domain.ts';
import type { RequestKind } from '@sampark/contracts/request-kinds.ts';
import { sql } from 'kysely';
import { consentStateOf, type ConsentState } from '../consents/queries.ts';
import type { DbOrTx } from '../events/append.ts';
import type { PageLanguage } from '../public-pages/send-page.ts';
import type { Runtime } from '../runtime.ts';
import { readLink, type PreferenceLink } from './link.ts';

export type Preferences = {
  link: PreferenceLink;
  workspace_id: string;
  company: string;
  first_name: string | null;
  phone_number: string | null;
  /** Of messages, as on record. */
  language: string | null;
  page_language: PageLanguage;
  state: ConsentState[];
  /** Each a box: `channel:purpose`. */
  shown: { channel: Channel; purpose: Purpose; granted: boolean }[];
  /** Number of the ledger's last entry: a page older than it is shown again before it is saved. */
  last_entry: number;
  /** What they asked for about their data and have no answer to yet. */
  asked: { kind: RequestKind; due_on: string }[];
};

type Row = {
  workspace_id: string;
  company: string;
  workspace_language: string;
  first_name: string | null;
  phone_number: string | null;
  language: string | null;
  product: string;
  in_use: Channel[];
  last_entry: number;
  asked: { kind: RequestKind; due_on: string }[];
};

export async function loadPreferences(
  rt: Runtime,
  db: DbOrTx,
  token: string,
): Promise<Preferences | 'ended' | 'unknown'> {
  const link = readLink(rt.keys, token, rt.clock.now());
  if (link === undefined) return 'unknown';
  if (link === 'ended') return 'ended';
  const { rows } = await sql<Row>`
    select p.workspace_id, w.name as company, w.language as workspace_language, w.product, p.phone_number, p.language,
      coalesce(p.first_name, split_part(p.name, ' ', 1)) as first_name,
      array(select distinct a.channel from sender_accounts a where a.workspace_id = p.workspace_id) as in_use,
      coalesce((select max(c.id) from consents c where c.prospect_id = p.id), 0)::float8 as last_entry,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', q.kind, 'due_on', q.due_on) order by q.due_on, q.kind), '[]')
        from privacy_requests q where q.prospect_id = p.id and q.state = 'open') as asked
    from prospects p join workspaces w on w.id = p.workspace_id
    where p.id = ${link.prospect_id} and p.preferences_version = ${link.version}`.execute(db);
  const row = rows[0];
  if (!row) return 'unknown';
  const state = await consentStateOf(db, link.prospect_id);
  const language = row.language ?? row.workspace_language;
  return {
    link,
    workspace_id: row.workspace_id,
    company: row.company,
    first_name: row.first_name || null,
    phone_number: row.phone_number,
    language: row.language,
    page_language: language.startsWith('bn') ? 'bn' : 'en',
    state,
    shown: boxes(row, state),
    last_entry: row.last_entry,
    asked: row.asked,
  };
}

function boxes({ in_use, product }: Row, state: readonly ConsentState[]): Preferences['shown'] {
  return channels.flatMap((channel) =>
    purposes.flatMap((purpose) => {
      const known = state.find((one) => one.channel === channel && one.purpose === purpose);
      const offered = in_use.includes(channel) && (purpose !== 'coaching' || product === 'shoktiai');
      return known || offered ? [{ channel, purpose, granted: known?.granted ?? false }] : [];
    }),
  );
}
