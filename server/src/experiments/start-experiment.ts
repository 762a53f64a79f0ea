// At the launch, whoever launches: whom each variant gets is fixed with the campaign's state, in its transaction.
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { trialStretches } from './trial-stretches.ts';

type Started = {
  id: string;
  workspace_id: string;
  portfolio_manager_id: string;
  trial_share: number;
  variants: { key: string; share: number }[];
};

/** Does nothing for a campaign without an experiment. */
export async function startExperiment(tx: Tx, campaign_id: string, now: Date): Promise<void> {
  const { rows } = await sql<Started>`
    select e.id, e.workspace_id, c.portfolio_manager_id, e.trial_share,
      (select jsonb_agg(jsonb_build_object('key', v.key, 'share', v.share) order by v.variant)
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
  await appendEvents(tx, now, [
    {
      ...{ workspace_id: started.workspace_id, type: 'experiment.started', occurred_at: now },
      ...{ campaign_id, portfolio_manager_id: started.portfolio_manager_id },
      data: { experiment_id: started.id, variants: started.variants.length },
    },
  ]);
}
