// What somebody sent that agrees: the code of a form they had ticked, or a page's keyword. Leaves: what exactly they agreed
// to, with the wording they read. A code counts once, on its channel, within its day.
import { purposes, type Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

export type Agreement = { source: string; purposes: Purpose[]; evidence: Record<string, unknown> };
export type Keyword = { key: string; page_id: string; version: number; offers: string[] };
type Sent = { workspace_id: string; channel: string; prospect_id: string };

export async function confirmCode(
  tx: Tx,
  now: Date,
  sent: Sent,
  code: string,
): Promise<Agreement | undefined> {
  const { rows } = await sql<{
    grants: string[];
    page_id: string;
    version: number;
    language: string;
    created_at: Date;
    wording: string;
  }>`
    update opt_in_requests r set used_at = ${now}, prospect_id = ${sent.prospect_id}
    from opt_in_wordings t
    where r.code = ${code} and r.workspace_id = ${sent.workspace_id} and r.used_at is null and r.expires_at > ${now}
      and r.grants[1] like ${`${sent.channel}:%`} and t.page_id = r.page_id and t.version = r.version
    returning r.grants, r.page_id, r.version, r.language, r.created_at, t.wording`.execute(tx);
  const row = rows[0];
  if (!row) return undefined;
  return {
    source: 'opt_in_page',
    purposes: purposesOn(sent.channel, row.grants),
    evidence: {
      ...{ page_id: row.page_id, wording_version: row.version, wording: row.wording, ticked: row.grants },
      ...{ page_language: row.language, asked_at: row.created_at.toISOString(), code },
    },
  };
}

export async function agreeByKeyword(tx: Tx, sent: Sent, keyword: Keyword): Promise<Agreement | undefined> {
  const agreed = purposesOn(sent.channel, keyword.offers);
  if (agreed.length === 0) return undefined;
  const { rows } = await sql<{ wording: string }>`
    select wording from opt_in_wordings where page_id = ${keyword.page_id} and version = ${keyword.version}`.execute(
    tx,
  );
  const { page_id, version } = keyword;
  return {
    source: 'opt_in_keyword',
    purposes: agreed,
    evidence: { page_id, wording_version: version, wording: rows[0]?.wording ?? '' },
  };
}

function purposesOn(channel: string, grants: readonly string[]): Purpose[] {
  return purposes.filter((purpose) => grants.includes(`${channel}:${purpose}`));
}
