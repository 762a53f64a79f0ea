// The experiments that were over before the sample workspace was opened. Made by the verbs everybody uses, at the hours they would
// have been used: a campaign written, launched and expanded, its winner declared and rolled out. Only what the platforms and
// people did is told instead of waited for (past-outcomes.ts). Before anything sends: no message of theirs is ever claimed.
import { createCampaign } from '../campaigns/write-campaign.ts';
import { launchCampaign } from '../campaigns/change-state.ts';
import { completeCampaigns } from '../campaigns/run-scheduler.ts';
import { expandNextChunk } from '../campaigns/expand-audience.ts';
import { coreOf } from '../db/within-workspace.ts';
import { declareWinner } from '../experiments/declare-winner.ts';
import { movePeople } from '../experiments/move-people.ts';
import { experimentOf } from '../experiments/queries.ts';
import { designExperiment } from '../experiments/write-experiment.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { pastExperiments, type PastExperiment } from './past-content.ts';
import { tellOutcomes } from './past-outcomes.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export async function addPastExperiments(
  rt: Runtime,
  { workspace_id, manager }: { workspace_id: string; manager: string },
): Promise<void> {
  for (const past of pastExperiments)
    await addOne(rt, past, {
      ...{ user_id: manager, workspace_id, role: 'standard', session_id: '', request_id: 'sample' },
    });
}

async function addOne(rt: Runtime, past: PastExperiment, actor: Actor): Promise<void> {
  const now = rt.clock.now().getTime();
  const launched = new Date(now - past.launched_days * dayMs);
  const written = asOf(rt, new Date(launched.getTime() - hourMs));
  const { name, message_content, channel_order, target_segment, design, rates } = past;
  const id = await createCampaign(written, actor, {
    ...{ name, message_content, channel_order, target_segment, purpose: 'marketing' },
  });
  await designExperiment(written, actor, id, 1, design);
  await launchCampaign(asOf(rt, launched), actor, id);
  await expand(asOf(rt, launched));
  await tellOutcomes(rt, { campaign_id: id, actor, from: launched, rates });
  let over = launched;
  if (past.decided_days !== null) {
    over = new Date(now - past.decided_days * dayMs);
    const then = asOf(rt, over);
    const experiment = await experimentOf(rt.db, id);
    if (!experiment) throw new Error(`“${name}” of the sample workspace has no experiment`);
    await declareWinner(then, actor, experiment.id, { winner: 'B', roll_out: true });
    await expand(then);
    while ((await movePeople(then)) !== undefined);
    await tellOutcomes(rt, { campaign_id: id, actor, from: over, rates });
  }
  await completeCampaigns(asOf(rt, new Date(over.getTime() + 8 * hourMs)));
}

async function expand(rt: Runtime): Promise<void> {
  while ((await expandNextChunk(rt)) !== undefined);
}

/** The same process at another hour. */
function asOf(rt: Runtime, at: Date): Runtime {
  return { ...rt, core: coreOf(rt), clock: { ...rt.clock, now: () => at } };
}
