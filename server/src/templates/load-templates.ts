// Templates as sends, previews and checks know them: read into their parts.
import { readTemplateParts } from '@sampark/contracts/template-parts.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { KnownTemplate, TemplatesOf } from './known-template.ts';

/** By workspace. */
export type AllTemplates = ReadonlyMap<string, TemplatesOf>;

type Row = {
  workspace_id: string;
  name: string;
  language: string;
  parameter_format: string;
  sendable: boolean;
  components: unknown;
};

export async function loadTemplates(db: DbOrTx, workspace_id?: string): Promise<AllTemplates> {
  // Of the same template in two business accounts the one that may be sent counts: it comes last.
  const { rows } = await sql<Row>`
    select workspace_id, name, language, parameter_format, components, (status = 'APPROVED' and removed_at is null) as sendable
    from channel_templates ${workspace_id === undefined ? sql`` : sql`where workspace_id = ${workspace_id}`}
    order by sendable, updated_at, id`.execute(db);
  const all = new Map<string, Map<string, Map<string, KnownTemplate>>>();
  for (const row of rows) {
    const own = all.get(row.workspace_id) ?? new Map<string, Map<string, KnownTemplate>>();
    const versions = own.get(row.name) ?? new Map<string, KnownTemplate>();
    const { name, language, sendable, components, parameter_format } = row;
    versions.set(language, {
      name,
      language,
      sendable,
      parts: readTemplateParts(components, parameter_format),
    });
    all.set(row.workspace_id, own.set(name, versions));
  }
  return all;
}

type Kept = { stamp: string; all: AllTemplates };
const kept = new WeakMap<Runtime, Kept>();

/**
 * For a dispatch process, which asks four times a second: read again only when a row was written since. A row's transaction
 * tells that where its time would not: two changes may share a millisecond.
 */
export async function templatesForDispatch(rt: Runtime): Promise<AllTemplates> {
  const { rows } = await sql<{ stamp: string }>`
    select count(*) || '/' || coalesce(sum(xmin::text::bigint), 0) as stamp from channel_templates`.execute(
    rt.db,
  );
  const stamp = rows[0]?.stamp ?? '';
  const known = kept.get(rt);
  if (known?.stamp === stamp) return known.all;
  // The stamp is the older of the two: what is written between them is read again next time.
  const all = await loadTemplates(rt.db);
  kept.set(rt, { stamp, all });
  return all;
}
