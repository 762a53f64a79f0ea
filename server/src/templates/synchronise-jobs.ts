// When templates are synchronised by themselves: every three hours, and half a minute after a callback said that one changed or a
// sender was connected.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Runtime } from '../runtime.ts';
import { businessAccounts, synchroniseTemplates, type BusinessAccount } from './synchronise.ts';

const soonMs = 30_000;

/** Callbacks come in swarms: they share one asking. */
export async function synchroniseSoon(rt: Runtime, tx: DbOrTx, account: BusinessAccount): Promise<void> {
  await rt.jobs.add(tx, 'synchronise_templates', account, {
    key: `templates:${account.workspace_id}:${account.waba_id}`,
    runAt: new Date(rt.clock.now().getTime() + soonMs),
  });
}

/** A sender was connected, or its access changed: its business account may be a new one, or let us in again. */
export async function synchroniseSender(rt: Runtime, tx: DbOrTx, account_id: string): Promise<void> {
  const { rows } = await sql<BusinessAccount>`
    select workspace_id, settings ->> 'waba_id' as waba_id from sender_accounts
    where id = ${account_id} and channel = 'whatsapp' and coalesce(settings ->> 'waba_id', '') <> ''`.execute(
    tx,
  );
  for (const account of rows) await synchroniseSoon(rt, tx, account);
}

export const templateJobs: JobTable = {
  synchronise_templates: {
    run: (rt, payload) => synchroniseTemplates(rt, payload as BusinessAccount),
  },
  synchronise_all_templates: {
    cron: '35 */3 * * *',
    run: async (rt) => {
      // One job each: an account that does not answer holds up no other.
      for (const account of await businessAccounts(rt))
        await rt.jobs.add(rt.db, 'synchronise_templates', account, {
          key: `templates:${account.workspace_id}:${account.waba_id}`,
        });
    },
  },
};
