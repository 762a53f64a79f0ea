// The library: every template a workspace's business accounts have or had, with its languages and who writes with it.
import { sendCodeText, type SendCode } from '@sampark/contracts/send-codes.ts';
import { readTemplateParts } from '@sampark/contracts/template-parts.ts';
import { fillTemplate, sampleValues, textOfTemplate } from '@sampark/contracts/template-text.ts';
import type {
  TemplateDetail,
  TemplateList,
  TemplateListQuery,
  TemplateResource,
  TemplateSyncs,
} from '@sampark/contracts/templates.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import { shownHeader } from '../messages/shown-message.ts';
import type { Actor } from '../http/route.ts';
import { usageOf, usersOf, type Usage } from './usage.ts';

type Row = {
  id: string;
  channel: string;
  waba_id: string;
  name: string;
  language: string;
  category: string;
  status: string;
  quality: TemplateResource['quality'];
  rejected_reason: string | null;
  parameter_format: string;
  components: unknown;
  languages: TemplateResource['languages'];
  removed_at: Date | null;
  updated_at: Date;
};

export async function listTemplates(
  db: DbOrTx,
  actor: Actor,
  query: TemplateListQuery,
): Promise<TemplateList> {
  const like = query.q === undefined ? '' : `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? sql`` : sql`and ${sql.ref(column)} = ${value}`;
  const [rows, usage, syncs] = await Promise.all([
    readRows(
      db,
      actor,
      sql`${query.removed ? sql`` : sql`and t.removed_at is null`}
        ${query.q === undefined ? sql`` : sql`and (t.name ilike ${like} or replace(t.name, '_', ' ') ilike ${like} or t.components::text ilike ${like})`}
        ${equal('t.status', query.status?.toUpperCase())} ${equal('t.category', query.category?.toUpperCase())}
        ${equal('t.language', query.language)} ${equal('t.quality', query.quality)}`,
    ),
    usageOf(db, actor),
    readSyncs(db, actor),
  ]);
  return { items: rows.map((row) => show(row, usage(row.name, row.language))), ...syncs };
}

export async function showTemplate(db: DbOrTx, actor: Actor, id: string): Promise<TemplateDetail> {
  const [row] = await readRows(db, actor, sql`and t.id = ${id}`);
  if (!row) throw new Problem('not_found');
  const [usage, users] = await Promise.all([usageOf(db, actor), usersOf(db, actor, row)]);
  const shown = show(row, usage(row.name, row.language));
  const values = sampleValues(row, shown.parts);
  const filled = fillTemplate(shown.parts, values);
  const { header } = filled;
  return {
    ...shown,
    ...users,
    sample: {
      values,
      shown: {
        ...filled,
        header: shownHeader(
          header && 'link' in header ? { ...header, link: shown.parts.header?.example ?? null } : header,
        ),
      },
      text: textOfTemplate(filled),
    },
  };
}

async function readRows(db: DbOrTx, actor: Actor, more: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select t.id, t.channel, t.waba_id, t.name, t.language, t.category, t.status, t.quality, t.rejected_reason, t.parameter_format,
      t.components, t.removed_at, t.updated_at,
      (select json_agg(json_build_object('id', o.id, 'language', o.language, 'status', o.status,
          'sendable', o.status = 'APPROVED') order by o.language)
        from channel_templates o where o.workspace_id = t.workspace_id and o.waba_id = t.waba_id and o.name = t.name
          and (o.removed_at is null or o.id = t.id)) as languages
    from channel_templates t where t.workspace_id = ${actor.workspace_id} ${more}
    order by t.name, t.language, t.waba_id`.execute(db);
  return rows;
}

function show(row: Row, used_by: Usage): TemplateResource {
  const { components, parameter_format, removed_at, updated_at, ...rest } = row;
  const parts = readTemplateParts(components, parameter_format);
  return {
    ...rest,
    parts,
    ...{ used_by, sendable: row.status === 'APPROVED' && removed_at === null },
    languages: row.languages.map((one) =>
      one.id === row.id && removed_at ? { ...one, sendable: false } : one,
    ),
    body: parts.body.text === '' ? null : parts.body.text,
    parameters: parts.body.places.length,
    removed_at: removed_at?.toISOString() ?? null,
    updated_at: updated_at.toISOString(),
  };
}

type SyncRow = {
  waba_id: string;
  senders: string[];
  synchronised_at: Date | null;
  tried_at: Date | null;
  error: SendCode | null;
  detail: string | null;
};

/** Of every business account with a sender. */
export async function readSyncs(db: DbOrTx, actor: Actor): Promise<TemplateSyncs> {
  const { rows } = await sql<SyncRow>`
    select a.waba_id, a.senders, s.synchronised_at, s.tried_at, s.error, s.detail
    from (select settings ->> 'waba_id' as waba_id, array_agg(display_name order by display_name) as senders from sender_accounts
          where workspace_id = ${actor.workspace_id} and channel = 'whatsapp' and coalesce(settings ->> 'waba_id', '') <> '' group by 1) a
    left join template_syncs s on s.workspace_id = ${actor.workspace_id} and s.waba_id = a.waba_id
    order by a.waba_id`.execute(db);
  const times = rows.flatMap((row) => row.synchronised_at?.getTime() ?? []);
  return {
    synchronised_at:
      times.length === 0 || times.length < rows.length ? null : new Date(Math.min(...times)).toISOString(),
    accounts: rows.map((row) => ({
      ...row,
      synchronised_at: row.synchronised_at?.toISOString() ?? null,
      tried_at: row.tried_at?.toISOString() ?? null,
      error_text: row.error === null ? null : sendCodeText[row.error],
    })),
  };
}
