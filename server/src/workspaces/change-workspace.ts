// An administrator edits the workspace: name, defaults, quiet hours, caps, opt-out keywords.
import { settingsOf } from '@sampark/contracts/settings.ts';
import type { ChangeWorkspace, Workspace } from '@sampark/contracts/workspaces.ts';
import type { Selectable } from 'kysely';
import type { Workspaces } from '../db/generated/schema.ts';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { nextVersion } from '../users/present-user.ts';
import { keywordFault } from '../webhooks/opt-out.ts';
import { requireTimeZone } from './time-zone.ts';

export type WorkspaceRow = Selectable<Workspaces>;

export function presentWorkspace(row: WorkspaceRow): Workspace {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    product: row.product as Workspace['product'],
    is_demo: row.is_demo,
    default_country: row.default_country,
    time_zone: row.time_zone,
    language: row.language,
    settings: settingsOf(row.settings),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    version: row.updated_at.getTime(),
  };
}

export async function getWorkspace(rt: Runtime, id: string): Promise<WorkspaceRow> {
  const row = await rt.db.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not_found');
  return row;
}

/** `check` sees the row under its lock and may refuse. Settings not named keep their value. */
export async function changeWorkspace(
  rt: Runtime,
  actor: Actor,
  edit: ChangeWorkspace,
  check: (row: WorkspaceRow) => void,
): Promise<WorkspaceRow> {
  if (edit.time_zone !== undefined) requireTimeZone(edit.time_zone);
  requireKeywords(edit.settings?.opt_out_keywords ?? []);
  const { settings, ...columns } = edit;
  return rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const row = await tx
      .selectFrom('workspaces')
      .selectAll()
      .where('id', '=', actor.workspace_id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    check(row);
    const before = presentWorkspace(row);
    const updated = await tx
      .updateTable('workspaces')
      .set({
        ...columns,
        ...(settings ? { settings: JSON.stringify(settingsOf({ ...before.settings, ...settings })) } : {}),
        updated_at: nextVersion(now, row.updated_at),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const after = presentWorkspace(updated);
    const names = Object.keys(edit) as (keyof ChangeWorkspace)[];
    await appendEvents(tx, now, [
      {
        workspace_id: row.id,
        type: 'settings.changed',
        occurred_at: now,
        actor_id: actor.user_id,
        data: {
          before: Object.fromEntries(names.map((name) => [name, before[name]])),
          after: Object.fromEntries(names.map((name) => [name, after[name]])),
        },
      },
    ]);
    return updated;
  });
}

const faults = {
  empty: 'has neither a letter nor a digit; write the word itself',
  starts: 'is what people write to take a stop back; choose another word',
  polite: 'is mere politeness and would stop people who thank us; choose another word',
};

function requireKeywords(words: readonly string[]): void {
  const errors = words.flatMap((word, at) => {
    const fault = keywordFault(word);
    return fault
      ? [{ field: `body.settings.opt_out_keywords.${at}`, reason: `“${word}” ${faults[fault]}` }]
      : [];
  });
  if (errors.length > 0) throw new Problem('invalid_request', { errors });
}
