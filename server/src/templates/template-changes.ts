// What becomes of templates that changed: the trail says it, and campaigns that write with one that may not be sent any more
// pause at once instead of at the first refusal.
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { stopTemplates } from '../delivery/stop-senders.ts';
import { campaignsWritingWith } from './campaigns-writing-with.ts';

export type TemplateState = {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  removed: boolean;
};

/** `before` null: it is new. */
export type TemplateChange = { before: TemplateState | null; after: TemplateState };

/** Within the transaction that wrote them. Changes of nothing but quality or words are not worth an entry. */
export async function tellTemplateChanges(
  tx: Tx,
  now: Date,
  workspace_id: string,
  changes: readonly TemplateChange[],
): Promise<void> {
  const told = changes.flatMap(({ before, after }) => {
    const what = whatChanged(before, after);
    return what === undefined
      ? []
      : [{ after, data: { ...what, name: after.name, language: after.language } }];
  });
  await appendEvents(
    tx,
    now,
    told.map(({ after, data }) => ({
      ...{ workspace_id, type: 'template.changed' as const, occurred_at: now, channel: 'whatsapp' },
      data: { ...data, template_id: after.id },
    })),
  );
  for (const { before, after } of changes) {
    if (before !== null && isSendable(before) && !isSendable(after))
      await pauseCampaigns(tx, now, workspace_id, after);
  }
}

function whatChanged(
  before: TemplateState | null,
  after: TemplateState,
): Record<string, unknown> | undefined {
  if (before === null) return { what: 'added', to: after.status };
  if (before.removed !== after.removed)
    return { what: after.removed ? 'removed' : 'restored', to: after.status };
  if (before.status !== after.status) return { what: 'status', from: before.status, to: after.status };
  if (before.category !== after.category)
    return { what: 'category', from: before.category, to: after.category };
  return undefined;
}

export function isSendable({ status, removed }: Pick<TemplateState, 'status' | 'removed'>): boolean {
  return status === 'APPROVED' && !removed;
}

/** Those that write with it as it stands; another business account of the workspace may still have it. */
async function pauseCampaigns(
  tx: Tx,
  now: Date,
  workspace_id: string,
  { name, language, status }: TemplateState,
): Promise<void> {
  const { rows } = await sql`
    select from channel_templates t where t.workspace_id = ${workspace_id} and t.name = ${name}
      and t.language = ${language} and t.status = 'APPROVED' and t.removed_at is null limit 1`.execute(tx);
  if (rows.length > 0) return;
  const code = refusedAs[status] ?? 'template_missing';
  const ids = await campaignsWritingWith(tx, workspace_id, { name, language });
  await stopTemplates(
    tx,
    ids.map((campaign_id) => ({ workspace_id, campaign_id, code, intent_at: now })),
    now,
  );
}

/** What a send with it would be refused as. */
const refusedAs: Readonly<Record<string, SendCode>> = {
  PAUSED: 'template_paused',
  DISABLED: 'template_paused',
};
