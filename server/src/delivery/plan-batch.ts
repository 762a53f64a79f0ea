// What becomes of each message of a claim: policy, rules, sender and text, decided over facts that were loaded before. Nothing
// is written here. What is left out stays in the queue.
import type {
  ChannelContent,
  ContentByChannel,
  RenderedContent,
} from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { wordsFor, type Words } from '../choices/choices.ts';
import type { Flagged } from '../compliance/record-flags.ts';
import { judgeFor } from '../compliance/rules/rule-facts.ts';
import { sealFlags } from '../compliance/seal-flags.ts';
import type { LanePool } from '../devices/lane-pool.ts';
import { withCountedLinks, withTargets, withVisitLinks } from '../links/campaign-links.ts';
import { visitToken } from '../links/token.ts';
import { renderFilled } from '../messages/fill-missing.ts';
import { variablesOf, type Rendered } from '../messages/render.ts';
import { decide, type Decision } from '../policy/decide.ts';
import { wantsOptOutLine } from '../policy/wants-opt-out-line.ts';
import { linkFor, withPrivateLink } from '../preferences/private-link.ts';
import type { Runtime } from '../runtime.ts';
import type { PersonKeys } from '../security/person-keys/vault.ts';
import type { StatusChange } from './apply-status.ts';
import type { CampaignRow } from './campaign-cache.ts';
import { chooseLane, lanePools } from './choose-lane.ts';
import type { Candidate, PersonFacts } from './claim-queries.ts';
import type { ClaimKnowledge } from './knowledge.ts';
import type { LaneSet } from './lanes.ts';
import {
  holdChange,
  keyUnusableChange,
  plannedSend,
  skipChange,
  waitChange,
  type PlannedSend,
} from './planned-changes.ts';
import { policyFactsOf, sendersOf, type SendersOf } from './policy-facts.ts';
import { spend, type PortfolioBudget } from './portfolio-budget.ts';

export type PlanInput = {
  rt: Runtime;
  candidates: readonly Candidate[];
  persons: ReadonlyMap<string, PersonFacts>;
  secrets: PersonKeys;
  /** Places of candidates whose person is in their manager's book. */
  pairs: ReadonlySet<number>;
  laneSet: LaneSet;
  knowledge: ClaimKnowledge;
  budgets: ReadonlyMap<string, PortfolioBudget>;
  now: Date;
  room: number;
};

/** What the messages of a batch share. */
type Batch = PlanInput & {
  poolOf: (workspace_id: string, channel: Channel) => LanePool;
  sendersIn: (workspace_id: string) => SendersOf;
  /** People who are sent something in this batch. */
  busy: Set<string>;
  /** What the chosen are sent, by campaign and choice. */
  words: Map<string, Words>;
};

type Planned = { send?: PlannedSend; change?: StatusChange; flagged?: Flagged };
export type Plan = { sends: PlannedSend[]; changes: StatusChange[]; flagged: Flagged[] };

export function planBatch(input: PlanInput): Plan {
  const batch: Batch = {
    ...input,
    poolOf: lanePools(input.laneSet, input.now),
    sendersIn: rememberSenders(input.knowledge),
    busy: new Set(),
    words: new Map(),
  };
  const plan: Plan = { sends: [], changes: [], flagged: [] };
  for (const [place, message] of input.candidates.entries()) {
    if (plan.sends.length >= input.room) break; // the rest is left for the next batch
    const { send, change, flagged } = planMessage(batch, message, place);
    if (send) plan.sends.push(send);
    if (change) plan.changes.push(change);
    if (flagged) plan.flagged.push(flagged);
  }
  return plan;
}

function planMessage(batch: Batch, message: Candidate, place: number): Planned {
  const { now, knowledge, secrets } = batch;
  if (secrets.isUnusable(message.prospect_id)) return { change: keyUnusableChange(message, now) };
  if (message.unreadable)
    return { change: skipChange(message, 'words_unreadable', [{ code: 'words_unreadable' }], now) };
  const person = batch.persons.get(message.prospect_id);
  const campaign = message.campaign_id === null ? undefined : knowledge.campaigns.get(message.campaign_id);
  const words = campaign?.choices && chosenWords(batch, campaign, message);
  const contents = (words?.channel_content ??
    campaign?.channel_content ??
    message.body ??
    {}) as ContentByChannel;
  const order = message.channel_order ?? campaign?.channel_order ?? [message.platform];
  const writer = new Writer(batch, message, campaign, words?.languages);
  const policyFacts = policyFactsOf({
    ...{ message, person, contents, order, now },
    workspace: knowledge.workspaces.get(message.workspace_id),
    senders: batch.sendersIn(message.workspace_id),
    held: knowledge.held,
    categories: knowledge.book?.categories,
    in_book: batch.pairs.has(place),
  });
  const judge = person && judgeFor(knowledge.book, message, person, now);
  if (judge)
    policyFacts.rules = (channel) => {
      const content = contents[channel];
      const written = content && writer.write(channel, content, person);
      return written?.ok ? judge(channel, written.content, written.text) : undefined;
    };
  const decision = decide(policyFacts, now);
  if (decision.outcome === 'skip')
    return { change: skipChange(message, decision.code, decision.reasons, now) };
  const { channel } = decision;
  if (decision.outcome === 'hold') {
    const flags = sealFlags(secrets, message.prospect_id, decision.verdict.flags);
    const change = holdChange(secrets, message, decision, flags, writer.text, now);
    return { change, flagged: { message, channel, flags } };
  }
  if (decision.outcome === 'reschedule')
    return { change: waitChange(message, channel, decision.until, decision.reasons, now) };
  // Two messages for one person in one batch: the second waits its turn behind the pair limit of the first.
  if (batch.busy.has(message.prospect_id))
    return {
      change: waitChange(
        message,
        channel,
        new Date(now.getTime() + 1_000),
        [{ code: 'too_soon', channel }],
        now,
      ),
    };
  return planSend(batch, {
    ...{ message, person, order, writer, decision, links: campaign?.links },
    content: contents[channel],
  });
}

/** The same few choices come again and again in a batch. */
function chosenWords(
  { words }: Batch,
  campaign: CampaignRow,
  { engagement_profile_id = null, variant = null }: Candidate,
): Words {
  const key = `${campaign.id}/${engagement_profile_id}/${variant}`;
  let own = words.get(key);
  if (!own) words.set(key, (own = wordsFor(campaign, { engagement_profile_id, variant })));
  return own;
}

type Allowed = {
  message: Candidate;
  person: PersonFacts | undefined;
  order: readonly Channel[];
  writer: Writer;
  links: CampaignRow['links'];
  decision: Extract<Decision, { outcome: 'send' }>;
  content: ChannelContent | undefined;
};

function planSend(batch: Batch, allowed: Allowed): Planned {
  const { message, person, order, writer, decision, content } = allowed;
  const { rt, now, secrets } = batch;
  const { channel } = decision;
  const { workspace_id, prospect_id } = message;
  const { laneSet, budgets } = batch;
  const pool = batch.poolOf(workspace_id, channel);
  const choice = chooseLane({ pool, laneSet, budgets }, person, { prospect_id, channel }, now);
  if (choice.kind === 'wait')
    return { change: waitChange(message, channel, choice.until, [{ code: choice.code, channel }], now) };
  const lane = laneSet.lanes.get(choice.lane.account_id);
  if (!lane || !person || !content) return {}; // the lane was lost since the snapshot: left for its next owner
  const written = writer.write(channel, content, person);
  if (!written.ok) {
    const code = written.code === 'template_invalid' ? 'variable_missing' : written.code;
    return { change: skipChange(message, code, [{ code, channel, detail: written.detail }], now) };
  }
  choice.lane.left_today--;
  choice.lane.free_tokens--;
  batch.busy.add(prospect_id);
  const flags = sealFlags(secrets, prospect_id, decision.verdict?.flags ?? []);
  const send = plannedSend({
    ...{ secrets, message, decision, lane, order, now, flags },
    why: choice.why,
    content: withOwnLinks(rt, written.content, person, allowed, now),
    text: written.text,
    template_language: chosenLanguage(content, written.content),
    known: person.contact?.some((one) => one.channel === channel) === true,
  });
  const budget = choice.opens ? budgets.get(lane.portfolio_id ?? '') : undefined;
  if (budget && lane.portfolio_id !== null) {
    spend(budget, prospect_id);
    send.reached = { portfolio_id: lane.portfolio_id, workspace_id, prospect_id };
  }
  return flags.length > 0 ? { send, flagged: { message, channel, flags } } : { send };
}

/** What the platform is given: links that are this message's own, where others read what stands for them. */
function withOwnLinks(
  { keys, config }: Runtime,
  content: RenderedContent,
  person: PersonFacts,
  { links, message }: Allowed,
  now: Date,
): RenderedContent {
  const own = withPrivateLink(content, config.publicUrl, () => linkFor(keys, person, now));
  if (!links) return own;
  return withVisitLinks(own, config.publicUrl, (number) => {
    const id = links.ids[number - 1];
    return id === undefined ? undefined : `${config.publicUrl}/l/${visitToken(keys, id, message.id)}`;
  });
}

/** The language that was chosen for this person, where there was a choice. */
function chosenLanguage(asked: ChannelContent, written: ChannelContent): string | undefined {
  const chosen = asked.kind === 'template' && asked.languages !== undefined;
  return chosen && written.kind === 'template' ? written.language : undefined;
}

/** Writes a message for a channel once, whether rules ask for it first or the send does. */
class Writer {
  private rendered: { channel: Channel; result: Rendered } | undefined;
  private readonly batch: Batch;
  private readonly message: Candidate;
  private readonly campaign: CampaignRow | undefined;
  private readonly languages: Words['languages'] | undefined;

  constructor(
    batch: Batch,
    message: Candidate,
    campaign: CampaignRow | undefined,
    languages: Words['languages'] | undefined,
  ) {
    this.batch = batch;
    this.message = message;
    this.campaign = campaign;
    this.languages = languages;
  }

  write(channel: Channel, content: ChannelContent, person: PersonFacts): Rendered {
    if (this.rendered?.channel === channel) return this.rendered.result;
    const { knowledge, rt } = this.batch;
    const variables = variablesOf(person, {
      name: this.campaign?.sender_name ?? '',
      public_url: rt.config.publicUrl,
    });
    const { links } = this.campaign ?? {};
    const said = links ? withCountedLinks(channel, content, links.targets, rt.config.publicUrl) : content;
    const written = renderFilled(channel, said, variables, {
      ...{
        templates: knowledge.templates.get(this.message.workspace_id),
        language: this.languages?.[channel],
      },
      decided: this.campaign?.missing_values,
      optOutLine: this.closes(person),
    }).rendered;
    // Rules and people here read where a link leads; what is sent holds an address in its place, as long as it will be.
    const result =
      links && written.ok
        ? {
            ...written,
            text: withTargets(channel, content, written.text, links.targets, rt.config.publicUrl),
          }
        : written;
    this.rendered = { channel, result };
    return result;
  }

  /** Answers and single messages end as they were written. */
  private closes({ country }: PersonFacts): boolean {
    const { workspace_id, purpose } = this.message;
    const workspace = this.batch.knowledge.workspaces.get(workspace_id);
    if (!this.campaign || !workspace) return false;
    return wantsOptOutLine(workspace.settings, purpose, country);
  }

  /** What was written last. */
  get text(): string {
    return this.rendered?.result.ok ? this.rendered.result.text : '';
  }
}

function rememberSenders({ senders }: ClaimKnowledge): (workspace_id: string) => SendersOf {
  const known = new Map<string, SendersOf>();
  return (workspace_id) => {
    let own = known.get(workspace_id);
    if (!own) known.set(workspace_id, (own = sendersOf(senders, workspace_id)));
    return own;
  };
}
