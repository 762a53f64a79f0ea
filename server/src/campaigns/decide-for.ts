// What policy would say of a campaign's message to one person: the translation and the decision that sending uses, with the
// workspace as it is now. Rules on texts are left out; who asks about those has the text.
import { loadRuleBook } from '../compliance/rules/rule-book.ts';
import { senderStates, workspaceFacts, type WorkspaceFacts } from '../delivery/campaign-cache.ts';
import type { PersonFacts } from '../delivery/claim-queries.ts';
import { policyFactsOf, sendersOf, type SendersOf } from '../delivery/policy-facts.ts';
import { decide, type Decision } from '../policy/decide.ts';
import type { Runtime } from '../runtime.ts';
import type { Audience } from './audience.ts';
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';

export type Surroundings = {
  workspace: WorkspaceFacts;
  senders: SendersOf;
  categories: ReadonlyMap<string, string>;
};

export async function loadSurroundings(rt: Runtime, workspace_id: string): Promise<Surroundings> {
  const [workspaces, senders, book] = await Promise.all([
    workspaceFacts(rt.db),
    senderStates(rt.db),
    loadRuleBook(rt, workspace_id),
  ]);
  const workspace = workspaces.get(workspace_id);
  if (!workspace) throw new Error(`no workspace ${workspace_id}`);
  return { workspace, senders: sendersOf(senders, workspace_id), categories: book.categories };
}

/** `person` is in the audience, and so in its manager's book. */
export function decideFor(
  campaign: Audience,
  person: PersonFacts,
  { workspace, senders, categories }: Surroundings,
  now: Date,
): Decision {
  const { id, workspace_id, purpose } = campaign;
  const facts = policyFactsOf({
    message: { workspace_id, purpose, campaign_id: id, priority: 5 },
    ...{ person, workspace, senders, categories, now, in_book: true },
    contents: campaign.channel_content as ContentByChannel,
    order: campaign.channel_order,
  });
  return decide(facts, now);
}
