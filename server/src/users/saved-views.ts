// A user's named views of a list. The whole list of views is read and written at once: they are few and one person's.
import type { SavedView, SavedViews } from '@sampark/contracts/saved-views.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import type { Actor } from '../http/route.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';

export async function readSavedViews(
  rt: Runtime,
  actor: Actor,
  list: SavedViews['list'],
): Promise<SavedViews> {
  const { rows } = await sql<{ views: SavedView[] | null }>`
    select saved_views -> ${list} as views from users where id = ${actor.user_id}`.execute(rt.db);
  return { list, views: rows[0]?.views ?? [] };
}

export async function writeSavedViews(
  rt: Runtime,
  actor: Actor,
  { list, views }: SavedViews,
): Promise<SavedViews> {
  const errors = faultsOf(views);
  if (errors.length > 0) throw new Problem('invalid_request', { errors });
  await sql`
    update users set saved_views = jsonb_set(saved_views, array[${list}::text], ${JSON.stringify(views)}::jsonb)
    where id = ${actor.user_id}`.execute(rt.db);
  return { list, views };
}

const longestParameter = 40;

function faultsOf(views: readonly SavedView[]): FieldError[] {
  const names = views.map((one) => one.name.trim().toLowerCase());
  return views.flatMap(({ query }, index): FieldError[] => {
    const field = `body.views.${index}`;
    const name = names[index] ?? '';
    const faults: FieldError[] = [];
    if (name === '') faults.push({ field: `${field}.name`, reason: 'must not be empty' });
    else if (names.indexOf(name) !== index) {
      faults.push({
        field: `${field}.name`,
        reason: 'Another view has this name',
        remedy: 'Choose another name.',
      });
    }
    if (Object.keys(query).some((parameter) => parameter.length > longestParameter)) {
      faults.push({
        field: `${field}.query`,
        reason: `has a parameter of more than ${longestParameter} characters`,
      });
    }
    return faults;
  });
}
