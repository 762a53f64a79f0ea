// What stands in the way of sending an approved template: it is gone, not approved (any more), or takes other values than the
// campaign gives. Said before the launch, and of a running campaign while it lasts.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { ContentByChannel, TemplateContent } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { templateFaults } from '@sampark/contracts/template-faults.ts';
import { readTemplateParts } from '@sampark/contracts/template-parts.ts';
import type { DbOrTx } from '../events/append.ts';
import type { KnownTemplate } from './known-template.ts';

export type TemplateProblem = CampaignForecast['problems'][number];

/** Codes of what hinders every send, whatever values it gives. */
export const unsendable: ReadonlySet<string> = new Set([
  ...['template_missing', 'template_removed', 'template_paused', 'template_disabled'],
  ...['template_rejected', 'template_not_approved'],
]);

type Version = {
  waba_id: string;
  language: string;
  status: string;
  rejected_reason: string | null;
  removed_at: Date | null;
  parameter_format: string;
  components: unknown;
};

export async function templateProblems(
  db: DbOrTx,
  campaign: { workspace_id: string; channel_content: ContentByChannel; channel_order: readonly Channel[] },
): Promise<TemplateProblem[]> {
  const content = campaign.channel_content.whatsapp;
  if (content?.kind !== 'template' || !campaign.channel_order.includes('whatsapp')) return [];
  const versions = await db
    .selectFrom('channel_templates')
    .select([
      'waba_id',
      'language',
      'status',
      'rejected_reason',
      'removed_at',
      'parameter_format',
      'components',
    ])
    .where('workspace_id', '=', campaign.workspace_id)
    .where('name', '=', content.name)
    .orderBy('waba_id')
    .orderBy('language')
    .execute();
  return problemsOf(content, versions);
}

/** Pure: `versions` are those of the template's name, whatever their language. */
export function problemsOf(content: TemplateContent, versions: readonly Version[]): TemplateProblem[] {
  const field = 'channel_content.whatsapp';
  const state = stateProblem(content.name, content.language, versions, field);
  if (state) return [state];
  const chosen = versions.find((one) => one.language === content.language && isSendable(one));
  const faults = chosen ? templateFaults(content, partsOf(chosen)) : [];
  return [
    ...faults.map(({ path, reason, remedy }) =>
      problem('template_parameters', `${field}.${path}`, reason, remedy, true),
    ),
    ...languageProblems(content, versions, field),
    ...accountProblems(content, versions, field),
  ];
}

function stateProblem(
  name: string,
  language: string,
  versions: readonly Version[],
  field: string,
): TemplateProblem | undefined {
  const own = versions.filter((one) => one.language === language);
  if (own.some(isSendable)) return undefined;
  const left = own.find((one) => one.removed_at === null);
  if (own.length === 0)
    return problem(
      'template_missing',
      field,
      `There is no template “${name}” in ${language}`,
      'Choose one of your approved templates.',
      true,
    );
  if (!left)
    return problem(
      'template_removed',
      field,
      `The template “${name}” in ${language} was removed at WhatsApp`,
      'Choose one of your approved templates.',
      true,
    );
  const { code, reason, remedy } = statusWords(left);
  return problem(code, field, reason, remedy, true);
}

function statusWords({ status, rejected_reason }: Version): { code: string; reason: string; remedy: string } {
  if (status === 'PAUSED' || status === 'LIMIT_EXCEEDED')
    return {
      code: 'template_paused',
      reason: 'WhatsApp paused the template because of what people think of it',
      remedy: 'It comes back by itself after hours, or is disabled. Choose another one, or wait.',
    };
  if (status === 'DISABLED')
    return {
      code: 'template_disabled',
      reason: 'WhatsApp disabled the template for good',
      remedy: 'Choose another one.',
    };
  if (status === 'REJECTED')
    return {
      code: 'template_rejected',
      reason: `WhatsApp rejected the template${rejected_reason ? `: ${rejected_reason}` : ''}`,
      remedy: 'Choose another one, or have it changed and approved.',
    };
  return {
    code: 'template_not_approved',
    reason: `The template is ${status.toLowerCase().replaceAll('_', ' ')} at WhatsApp`,
    remedy: 'Wait for its approval, or choose another one.',
  };
}

/** Languages a person may be given besides the content's own. Asked for by name they must be there; asked for as each person's, those that do not fit are passed over. */
function languageProblems(
  content: TemplateContent,
  versions: readonly Version[],
  field: string,
): TemplateProblem[] {
  const { languages, language, name } = content;
  if (languages === undefined) return [];
  const wanted =
    languages === 'person'
      ? [...new Set(versions.filter(isSendable).map((one) => one.language))].filter((one) => one !== language)
      : languages.filter((one) => one !== language);
  return wanted.flatMap((one) => {
    const state = stateProblem(name, one, versions, `${field}.languages`);
    const otherwise = `Whoever reads it gets it in ${language}.`;
    if (state)
      return [problem(state.code, state.field, state.reason, otherwise, state.code === 'template_missing')];
    const version = versions.find((other) => other.language === one && isSendable(other));
    const [fault] = version ? templateFaults(content, partsOf(version)) : [];
    return fault
      ? [
          problem(
            'template_language_differs',
            `${field}.languages`,
            `In ${one} the template takes other values: ${fault.reason}`,
            otherwise,
            false,
          ),
        ]
      : [];
  });
}

/** A business account that lacks it refuses what its numbers would send. */
function accountProblems(
  { name, language }: TemplateContent,
  versions: readonly Version[],
  field: string,
): TemplateProblem[] {
  const accounts = [...new Set(versions.map((one) => one.waba_id))];
  const able = new Set(
    versions.filter((one) => one.language === language && isSendable(one)).map((one) => one.waba_id),
  );
  const unable = accounts.filter((one) => !able.has(one));
  if (unable.length === 0) return [];
  return [
    problem(
      'template_not_everywhere',
      field,
      `“${name}” cannot be sent by every business account: ${unable.length} of ${accounts.length} lack it in ${language}`,
      'Have it approved there as well, or their messages are refused.',
      false,
    ),
  ];
}

function isSendable({ status, removed_at }: Version): boolean {
  return status === 'APPROVED' && removed_at === null;
}

function partsOf({ components, parameter_format }: Version): KnownTemplate['parts'] {
  return readTemplateParts(components, parameter_format);
}

function problem(
  code: string,
  field: string,
  reason: string,
  remedy: string,
  blocking: boolean,
): TemplateProblem {
  return { code, field, reason, remedy, blocking };
}
