// What a dispatch process knows of campaigns, workspaces, templates, senders and rules, asked together four times a second.
import { loadRuleBook, type RuleBook } from '../compliance/rules/rule-book.ts';
import { heldCampaignChannels } from '../devices/hold-account.ts';
import type { Runtime } from '../runtime.ts';
import { templatesForDispatch, type AllTemplates } from '../templates/load-templates.ts';
import {
  activeCampaigns,
  senderStates,
  workspaceFacts,
  type CampaignRow,
  type WorkspaceFacts,
  type SenderState,
} from './campaign-cache.ts';

/** What a process knows without asking again for each claim. */
export type ClaimKnowledge = {
  campaigns: ReadonlyMap<string, CampaignRow>;
  workspaces: ReadonlyMap<string, WorkspaceFacts>;
  templates: AllTemplates;
  senders: ReadonlyMap<string, SenderState>;
  /** `campaign/channel` stopped with a sender until an administrator decides. */
  held?: ReadonlySet<string>;
  book?: RuleBook;
};

export const knowsNothing: ClaimKnowledge = {
  campaigns: new Map(),
  workspaces: new Map(),
  templates: new Map(),
  senders: new Map(),
};

export async function loadKnowledge(rt: Runtime): Promise<ClaimKnowledge> {
  const { db } = rt;
  const [campaigns, workspaces, templates, senders, held, book] = await Promise.all([
    activeCampaigns(db),
    workspaceFacts(db),
    templatesForDispatch(rt),
    senderStates(db),
    heldCampaignChannels(db),
    loadRuleBook(rt),
  ]);
  return {
    campaigns: new Map(campaigns.map((one) => [one.id, one])),
    ...{ workspaces, templates, senders, held, book },
  };
}
