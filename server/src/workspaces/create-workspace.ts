// A real workspace with its own first administrator: `sampark init` and the first-run page.
import { randomBytes } from 'node:crypto';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { createUser } from '../users/create-user.ts';
import { requireGoodPassword } from '../users/password-rule.ts';
import { hashPassword } from '../users/passwords.ts';
import type { UserRow } from '../users/present-user.ts';
import { requireTimeZone } from './time-zone.ts';

export type NewWorkspace = {
  name: string;
  product?: 'mcep' | 'shoktiai';
  is_demo?: boolean;
  default_country?: string;
  time_zone?: string;
  language?: string;
  admin: { email: string; name: string; password: string };
};

export type CreatedWorkspace = { workspace_id: string; admin: UserRow };

/** Throws `weak_password`, `email_taken`, `invalid_request`. `first` runs in the transaction and may refuse. */
export async function createWorkspace(
  rt: Runtime,
  input: NewWorkspace,
  first: (tx: Tx) => Promise<void> = async () => {},
): Promise<CreatedWorkspace> {
  if (input.time_zone !== undefined) requireTimeZone(input.time_zone);
  await requireGoodPassword(input.admin.password, input.admin.email, 'body.admin.password');
  const passwordHash = await hashPassword(input.admin.password);
  return rt.db.transaction().execute(async (tx) => {
    await first(tx);
    const now = rt.clock.now();
    const workspace = await tx
      .insertInto('workspaces')
      .values({
        name: input.name.trim(),
        slug: slugOf(input.name),
        product: input.product ?? 'mcep',
        is_demo: input.is_demo ?? false,
        default_country: input.default_country ?? 'GB',
        time_zone: input.time_zone ?? 'Europe/London',
        language: input.language ?? 'en',
        created_at: now,
        updated_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const admin = await createUser(tx, now, {
      workspace_id: workspace.id,
      email: input.admin.email,
      name: input.admin.name,
      role: 'admin',
      password_hash: passwordHash,
      language: input.language === 'bn' ? 'bn' : 'en',
    });
    await appendEvents(tx, now, [
      {
        workspace_id: workspace.id,
        type: 'settings.changed',
        occurred_at: now,
        actor_id: admin.id,
        data: { created: true, name: workspace.name, product: workspace.product },
      },
    ]);
    return { workspace_id: workspace.id, admin };
  });
}

/** Readable, and unique without asking the database. */
function slugOf(name: string): string {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${words === '' ? 'workspace' : words}-${randomBytes(3).toString('hex')}`;
}
