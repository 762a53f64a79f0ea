// Enters: the boxes a stranger ticked. Leaves: a code for each channel, waiting for their message. Nothing is known of them
// yet, nothing is asked, and nothing counts: a form alone grants nothing to anybody.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { PageLanguage } from '../public-pages/send-page.ts';
import type { Runtime } from '../runtime.ts';
import { newCode } from './codes.ts';
import type { PublicPage } from './load-page.ts';

const hoursMs = 3_600_000;

export type Asked = { channel: Channel; code: string };

export async function askToConfirm(
  rt: Runtime,
  page: PublicPage,
  ticked: ReadonlySet<string>,
  language: PageLanguage,
): Promise<Asked[]> {
  const now = rt.clock.now();
  const grants = page.offers.map((one) => `${one.channel}:${one.purpose}`).filter((one) => ticked.has(one));
  const byChannel = Map.groupBy(grants, (grant) => grant.split(':')[0] as Channel);
  const rows = [...byChannel].map(([channel, own]) => ({ channel, code: newCode(), grants: own }));
  if (rows.length === 0) return [];
  await sql`
    insert into opt_in_requests (code, workspace_id, page_id, version, grants, language, created_at, expires_at)
    select r.code, ${page.workspace_id}, ${page.id}, ${page.version}, r.grants, ${language}, ${now}, ${new Date(now.getTime() + 24 * hoursMs)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, grants text[])`.execute(rt.db);
  // Forms nobody confirmed leave nothing behind.
  await sql`
    delete from opt_in_requests where code in (
      select code from opt_in_requests where used_at is null and expires_at < ${new Date(now.getTime() - 24 * hoursMs)} limit 100)`.execute(
    rt.db,
  );
  return rows;
}
