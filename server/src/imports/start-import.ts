// Enters: a stored upload with its mapping and options. Leaves: an import and its job, committed together; or a Problem
// and nothing: the file is removed.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { ImportMapping, ImportOptions } from '@sampark/contracts/imports.ts';
import { Check, Errors } from 'typebox/value';
import type { TSchema } from 'typebox';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { isPlan, planColumns } from './plan-columns.ts';
import { ownersByEmail } from './queries.ts';
import { readSample } from './read-file.ts';
import { storeUpload, type StoredUpload } from './store-upload.ts';

export type ImportFieldsGiven = {
  mapping?: string | undefined;
  options?: string | undefined;
  default_country?: string | undefined;
  file_name?: string | undefined;
};

/** `fields` is asked for after the body is read: in a multipart body they may come after the file. */
export async function startImport(
  rt: Runtime,
  actor: Pick<Actor, 'user_id' | 'workspace_id' | 'role'>,
  body: AsyncIterable<Buffer>,
  fields: () => Promise<ImportFieldsGiven>,
): Promise<{ id: string; status: 'uploaded' }> {
  const id = randomUUID();
  const stored = await storeUpload(body, {
    dataDir: rt.config.dataDir,
    id,
    limitBytes: rt.config.importLimitBytes,
  });
  try {
    await record(rt, actor, id, stored, await fields());
  } catch (cause) {
    await rm(stored.path, { force: true });
    throw cause;
  }
  return { id, status: 'uploaded' };
}

async function record(
  rt: Runtime,
  actor: Pick<Actor, 'user_id' | 'workspace_id' | 'role'>,
  id: string,
  stored: StoredUpload,
  fields: ImportFieldsGiven,
): Promise<void> {
  const { mapping, options } = readFields(fields);
  const workspace = await rt.db
    .selectFrom('workspaces')
    .select('default_country')
    .where('id', '=', actor.workspace_id)
    .executeTakeFirstOrThrow();
  await checkOwner(rt, actor, options);
  const sample = await readSample(stored.path, stored.encoding);
  const plan = planColumns(
    sample.records.slice(0, 100).map((one) => one.fields),
    {
      mapping,
      has_header: options.has_header,
      country: options.default_country ?? workspace.default_country,
    },
  );
  if (!isPlan(plan)) throw new Problem(plan.code, { detail: plan.detail });
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('imports')
      .values({
        id,
        workspace_id: actor.workspace_id,
        user_id: actor.user_id,
        kind: 'prospects',
        file_name: fields.file_name?.replace(/^.*[/\\]/, '').slice(0, 255) || null,
        file_path: stored.path,
        byte_size: stored.byteSize,
        encoding: stored.encoding,
        delimiter: sample.delimiter,
        mapping: JSON.stringify(plan),
        options: JSON.stringify(options),
        created_at: now,
        updated_at: now,
      })
      .execute();
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'import.uploaded',
        occurred_at: now,
        actor_id: actor.user_id,
        data: { import_id: id, bytes: stored.byteSize, attested: options.consent ?? null },
      },
    ]);
    // One import of a person at a time: a second file of theirs waits, other people's do not.
    await rt.jobs.add(
      tx,
      'run_import',
      { import_id: id },
      { key: `import:${id}`, queue: `import:${actor.user_id}` },
    );
  });
}

export function readFields(fields: ImportFieldsGiven): {
  mapping: ImportMapping | undefined;
  options: ImportOptions;
} {
  const options = parsed('options', fields.options, ImportOptions) ?? {};
  return {
    mapping: parsed('mapping', fields.mapping, ImportMapping),
    options:
      fields.default_country === undefined
        ? options
        : { ...options, default_country: fields.default_country },
  };
}

function parsed<T>(field: string, text: string | undefined, schema: TSchema & { static?: T }): T | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('invalid_request', { errors: [{ field, reason: 'is not JSON' }] });
  }
  if (!Check(schema, value)) {
    const [first] = Errors(schema, value);
    const path = first?.instancePath.replaceAll('/', '.') ?? '';
    throw new Problem('invalid_request', {
      errors: [{ field: `${field}${path}`, reason: first?.message ?? 'has the wrong form' }],
    });
  }
  return value as T;
}

async function checkOwner(
  rt: Runtime,
  actor: Pick<Actor, 'workspace_id' | 'role'>,
  options: ImportOptions,
): Promise<void> {
  if (options.owner_email === undefined) return;
  const refuse = (reason: string) =>
    new Problem('invalid_request', { errors: [{ field: 'options.owner_email', reason }] });
  if (actor.role !== 'admin') throw refuse('can be given by an administrator only');
  const owners = await ownersByEmail(rt.db, actor.workspace_id);
  if (!owners.has(options.owner_email.toLowerCase())) throw refuse('is no active user of this workspace');
}
