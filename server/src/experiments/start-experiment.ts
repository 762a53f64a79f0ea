// At the launch, whoever launches: whom each variant gets is fixed with the campaign's state, in its transaction.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { VariantChange } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { filledIn } from './filled-in.ts';
import { trialStretches } from './trial-stretches.ts';

type Started = {
  id: string;
  workspace_id: string;
  portfolio_manager_id: string;
  trial_share: number;
  channel_order: Channel[];
  variants: { variant: number; key: string; share: number; change: VariantChange }[];
};

/** Does nothing for a campaign without an experiment. */
export async function startExperiment(tx: Tx, campaign_id: string, now: Date): Promise<void> {
  const { rows } = await sql<Started>`
    select e.id, e.workspace_id, c.portfolio_manager_id, e.trial_share, c.channel_order,
      (select jsonb_agg(jsonb_build_object('variant', v.variant, 'key', v.key, 'share', v.share, 'change', v.change) order by v.variant)
       from experiment_variants v where v.experiment_id = e.id) as variants
    from experiments e join campaigns c on c.id = e.campaign_id where e.campaign_id = ${campaign_id} for no key update of e`.execute(
    tx,
  );
  const [started] = rows;
  if (!started) return;
  const stretches = trialStretches(started.variants, started.trial_share);
  await sql`
    update experiments set status = 'running', stretches = ${JSON.stringify(stretches)}::jsonb, launched_at = ${now},
      version = version + 1, updated_at = ${now} where id = ${started.id}`.execute(tx);
  await fixWords(tx, started);
  await appendEvents(tx, now, [
    {
      ...{ workspace_id: started.workspace_id, type: 'experiment.started', occurred_at: now },
      ...{ campaign_id, portfolio_manager_id: started.portfolio_manager_id },
      data: { experiment_id: started.id, variants: started.variants.length },
    },
  ]);
}

/** Channels may have been added since a variant's words were written: what is sent there is on record as the variant's, too. */
async function fixWords(tx: Tx, { id, channel_order, variants }: Started): Promise<void> {
  for (const { variant, change } of variants) {
    const filled = filledIn(change, channel_order);
    if (JSON.stringify(filled) === JSON.stringify(change)) continue;
    await sql`update experiment_variants set change = ${JSON.stringify(filled)}::jsonb
      where experiment_id = ${id} and variant = ${variant}`.execute(tx);
  }
}
