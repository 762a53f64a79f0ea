// Points the demo's sender accounts at the simulators of this start, and the simulators' callbacks at us. Runs on every
// start: ports change, and both sides keep what they knew.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { callbackUrl } from '../devices/queries.ts';
import type { Runtime } from '../runtime.ts';
import { loadAccountAccess } from '../webhooks/accounts.ts';
import { demoTemplates } from './content.ts';
import { templateComponents } from './seed-demo.ts';
import { demoSenders, wabaId } from './senders.ts';
import { control } from './simulators.ts';

const atOnce = 16;

/** Before the roles start: no lane may see yesterday's ports. */
export async function pointAccounts(
  rt: Runtime,
  workspace_id: string,
  urls: Record<Channel, string>,
): Promise<void> {
  const now = rt.clock.now();
  for (const channel of channels) {
    // Every BlueBubbles server is a Mac of its own: here, a path prefix on the one simulator.
    await sql`
      update sender_accounts set updated_at = ${now},
        base_url = case when channel = 'imessage' then ${urls[channel]} || '/' || address else ${urls[channel]} end
      where workspace_id = ${workspace_id} and channel = ${channel}`.execute(rt.db);
  }
  await createMissing(urls);
}

async function createMissing(urls: Record<Channel, string>): Promise<void> {
  const accounts = demoSenders().flatMap((device) => device.accounts);
  const idField = {
    whatsapp: 'phone_number_id',
    telegram: 'id',
    signal: 'number',
    imessage: 'name',
  } as const;
  for (const channel of channels) {
    const { accounts: known } = await control<{ accounts: Record<string, unknown>[] }>(
      urls[channel],
      'GET',
      'accounts',
    );
    const have = new Set(known.map((one) => String(one[idField[channel]])));
    const missing = accounts.filter((one) => one.channel === channel && !have.has(one.address));
    if (missing.length > 0) {
      await control(urls[channel], 'POST', 'accounts', { accounts: missing.map((one) => one.simulator) });
    }
    if (channel === 'whatsapp' && have.size === 0) {
      await control(urls.whatsapp, 'POST', 'templates', {
        templates: demoTemplates.map((template) => ({
          waba_id: wabaId,
          name: template.name,
          language: template.language,
          category: template.category,
          status: 'APPROVED',
          components: templateComponents(template),
        })),
      });
    }
  }
}

/** After the API listens: platforms check the address when it is registered. */
export async function registerCallbacks(rt: Runtime, workspace_id: string): Promise<void> {
  const rows = await rt.db
    .selectFrom('sender_accounts')
    .select(['id', 'channel'])
    .where('workspace_id', '=', workspace_id)
    .where('channel', '<>', 'signal')
    .execute();
  const access = await loadAccountAccess(
    rt,
    rows.map((row) => row.id),
  );
  const waiting = [...rows];
  const work = async () => {
    for (let row = waiting.pop(); row; row = waiting.pop()) {
      const account = access.get(row.id)?.access;
      const channel = row.channel as Channel;
      if (account)
        await rt.channels[channel].registerCallbacks?.(rt.http, account, callbackUrl(rt, channel, row.id));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
