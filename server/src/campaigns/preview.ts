// What one person would get, on which channel and why: the same facts, policy and rendering as the send itself.
import type { CampaignPreview } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { measureText } from '@sampark/contracts/measure-text.ts';
import { policyReasonText } from '@sampark/contracts/policy.ts';
import { sql } from 'kysely';
import { variantOf, wordsFor } from '../choices/choices.ts';
import { chooser, type Choice } from '../choices/choose.ts';
import { judgeFor } from '../compliance/rules/rule-facts.ts';
import { situationOf } from '../decisions/situation.ts';
import { policyFactsOf } from '../delivery/policy-facts.ts';
import { Problem } from '../http/problem.ts';
import { withCountedLinks, withTargets } from '../links/campaign-links.ts';
import { targetsNow } from '../links/keep-links.ts';
import { directionOf } from '@sampark/contracts/paragraph-direction.ts';
import { renderFilled } from '../messages/fill-missing.ts';
import { variablesOf } from '../messages/render.ts';
import { shownMessage } from '../messages/shown-message.ts';
import { decide, type Reason } from '../policy/decide.ts';
import { wantsOptOutLine } from '../policy/wants-opt-out-line.ts';
import type { Runtime } from '../runtime.ts';
import { primary } from '../templates/known-template.ts';
import { inAudience } from './audience.ts';
import { withChoices, type CampaignRecord } from './queries.ts';

/** Without a person, the first of the audience. */
export async function previewCampaign(
  rt: Runtime,
  asked: CampaignRecord,
  { prospect_id, variant }: { prospect_id?: string; variant?: string } = {},
): Promise<CampaignPreview> {
  const now = rt.clock.now();
  const campaign = await withChoices(rt.db, asked);
  const id = await previewPerson(rt, campaign, now, prospect_id);
  if (!id)
    return { prospect_id: null, profile: null, variant: null, channels: [], chosen: null, reasons: [] };
  const message = { ...campaign, campaign_id: campaign.id, prospect_id: id, priority: 5 };
  const { person, workspace, senders, templates, book } = await situationOf(rt, message, now);
  const choice = asVariant(campaign, chooser(rt.keys, campaign)(person), variant);
  const words = wordsFor(campaign, choice);
  const decision = decide(
    policyFactsOf({
      message,
      person,
      workspace,
      contents: words.channel_content,
      order: words.channel_order,
      senders,
      categories: book.categories,
      in_book: true,
      now: now,
    }),
    now,
  );
  const targets = await targetsNow(rt.db, campaign);
  const judge = judgeFor(book, campaign, person, now);
  const variables = variablesOf(person, {
    name: campaign.portfolio_manager_name,
    public_url: rt.config.publicUrl,
  });
  const channels = words.channel_order.flatMap((channel: Channel) => {
    const content = words.channel_content[channel];
    if (!content) return [];
    const language = words.languages[channel];
    const read = (text: string) =>
      targets ? withTargets(channel, content, text, targets, rt.config.publicUrl) : text;
    const said = targets ? withCountedLinks(channel, content, targets, rt.config.publicUrl) : content;
    const { rendered, defaults } = renderFilled(channel, said, variables, {
      ...{ templates, language, decided: campaign.missing_values },
      optOutLine:
        workspace !== undefined && wantsOptOutLine(workspace.settings, campaign.purpose, person.country),
    });
    // An approved template is in a language of its own, which may be the person's.
    const shownIn =
      rendered.ok && rendered.content.kind === 'template' ? primary(rendered.content.language) : language;
    return [
      {
        channel,
        text: rendered.ok ? rendered.text : null,
        shown: rendered.ok ? shownMessage(channel, rendered) : null,
        code: rendered.ok ? null : rendered.code,
        detail: rendered.ok ? null : rendered.detail,
        defaults: rendered.ok ? defaults : [],
        problem: rendered.ok
          ? null
          : `${policyReasonText[rendered.code === 'template_invalid' ? 'variable_missing' : rendered.code]}: ${rendered.detail}`,
        length: rendered.ok ? [...rendered.text].length : 0,
        room:
          rendered.ok && rendered.content.kind !== 'template'
            ? measureText(channel, rendered.content.kind, rendered.content.text)
            : null,
        language: shownIn ?? null,
        direction: shownIn === undefined ? null : directionOf(shownIn),
        flags:
          (rendered.ok && [...(judge?.(channel, rendered.content, read(rendered.text)).flags ?? [])]) || [],
      },
    ];
  });
  const own = variantOf(campaign.choices, choice.variant);
  const unsent = unsentReason(choice);
  const profile = campaign.choices?.profiles.get(choice.engagement_profile_id ?? '');
  return {
    prospect_id: id,
    profile: profile
      ? { id: profile.id, name: profile.name, version: profile.version, language: profile.language }
      : null,
    variant: own ? { key: own.key, name: own.name } : null,
    channels,
    chosen: decision.outcome === 'skip' || unsent ? null : decision.channel,
    reasons: (unsent ? [unsent] : decision.reasons).map((reason) => ({
      code: reason.code,
      ...(reason.channel === undefined ? {} : { channel: reason.channel }),
      text: policyReasonText[reason.code],
    })),
  };
}

/** As if they had been drawn for it; without a name, the one they are drawn for. */
function asVariant(campaign: CampaignRecord, choice: Choice, key: string | undefined): Choice {
  if (key === undefined) return choice;
  const { choices } = campaign;
  const variant = choices?.experiment?.variants.find((one) => one.key === key);
  if (!variant)
    throw new Problem('invalid_request', {
      errors: [
        {
          field: 'query.variant',
          reason: `The campaign has no variant ${key}`,
          remedy: 'Leave it out, or name one of its experiment.',
        },
      ],
    });
  return {
    ...{ fate: 'sent', in_trial: true, variant: variant.variant },
    engagement_profile_id: variant.profile_id ?? choice.engagement_profile_id,
  };
}

function unsentReason({ fate }: Choice): Reason | undefined {
  if (fate === 'sent') return undefined;
  return { code: fate === 'held_out' ? 'held_out' : 'waits_for_winner' };
}

async function previewPerson(
  rt: Runtime,
  campaign: CampaignRecord,
  now: Date,
  wanted?: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select p.id from prospects p where ${
      wanted === undefined
        ? inAudience(campaign, now)
        : sql`p.id = ${wanted} and p.workspace_id = ${campaign.workspace_id}
            and (exists (select from users u where u.id = ${campaign.portfolio_manager_id} and u.role = 'admin')
              or exists (select from relationships r where r.user_id = ${campaign.portfolio_manager_id} and r.prospect_id = p.id))`
    } order by p.id limit 1`.execute(rt.db);
  if (wanted !== undefined && !rows[0]) throw new Problem('not_found');
  return rows[0]?.id;
}
