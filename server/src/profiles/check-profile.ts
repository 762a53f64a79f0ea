// What a profile must be beyond the shape of its fields, and what would be better changed. Pure.
import { contrastRatio } from '@sampark/contracts/contrast.ts';
import { isLanguageCode } from '@sampark/contracts/languages.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import type {
  BrandingConfig,
  ComplianceRules,
  NewProfile,
  TargetDemographics,
} from '@sampark/contracts/profiles.ts';
import { findLinks } from '../compliance/rules/find-links.ts';
import { jurisdictions } from '@sampark/contracts/jurisdictions.ts';
import { templateFault } from '../messages/render.ts';
import { saysNothing } from '../messages/says-nothing.ts';
import { textFault } from '../messages/text-fault.ts';
import { normaliseCountry } from '../prospects/normalise-country.ts';
import { missingChannels, textsOf } from './profile-texts.ts';

/** Everything that keeps it from being saved, each with its field, what is wrong and what to do. */
export function profileFaults(
  profile: Pick<NewProfile, 'language' | 'messaging_templates' | 'compliance_rules' | 'target_demographics'>,
): FieldError[] {
  return [
    ...languageFaults('body.language', [profile.language]),
    ...missingChannels(profile.messaging_templates).map((channel) => ({
      field: `body.messaging_templates.${channel}`,
      reason: 'is missing',
      remedy: 'Write a template for every channel: whatsapp, telegram, signal and imessage.',
    })),
    ...textFaults(profile),
    ...jurisdictionFaults(profile.compliance_rules.jurisdiction),
    ...profile.compliance_rules.rules.flatMap((rule, index) =>
      rule.kind === 'disclaimer'
        ? languageFaults(`body.compliance_rules.rules.${index}.language`, [rule.language])
        : [],
    ),
    ...(profile.target_demographics ? targetFaults(profile.target_demographics) : []),
  ];
}

function languageFaults(field: string, codes: readonly string[]): FieldError[] {
  return codes
    .filter((code) => !isLanguageCode(code))
    .map((code) => ({
      field,
      reason: `“${code}” is not a language of ISO 639-1`,
      remedy: 'Use a two-letter code such as en, bn, ar, es or zh.',
    }));
}

function isCountry(code: string): boolean {
  return normaliseCountry(code) === code;
}

// A draft that is only rendered may not have one yet.
function jurisdictionFaults(code: string): FieldError[] {
  if (code === '' || Object.hasOwn(jurisdictions, code) || isCountry(code)) return [];
  const remedy = 'Use a two-letter code such as BD or GB, or EU or EEA.';
  return [
    { field: 'body.compliance_rules.jurisdiction', reason: `“${code}” is no country of ISO 3166-1`, remedy },
  ];
}

function textFaults({
  language,
  messaging_templates,
  compliance_rules,
}: Pick<NewProfile, 'language' | 'messaging_templates' | 'compliance_rules'>): FieldError[] {
  return textsOf(messaging_templates).flatMap(({ field, text, parameter }) => {
    const fault = parameter ? templateFault(text) : textFault(text);
    const remedy = saysNothing(text)
      ? 'Write something people can read.'
      : 'Close every {{ and every tag, and use documented filters only.';
    const faults: FieldError[] = fault ? [{ field, reason: fault, remedy }] : [];
    // What a WhatsApp template says around its values is the platform's: the workspace's rules look at the whole.
    return parameter ? faults : [...faults, ...ruleFaults(field, text, language, compliance_rules)];
  });
}

function ruleFaults(field: string, text: string, language: string, { rules }: ComplianceRules): FieldError[] {
  return rules.flatMap((rule) => {
    if (rule.kind === 'disclaimer') {
      if (rule.language !== language || spaced(text).includes(spaced(rule.text))) return [];
      return [{ field, reason: `lacks the line “${rule.text}”`, remedy: 'Add it as it stands in the rule.' }];
    }
    const found = findLinks(text).length;
    if (found <= rule.count) return [];
    return [
      {
        field,
        reason: `has ${found} ${found === 1 ? 'link' : 'links'}, at most ${rule.count} are allowed`,
        remedy: 'Leave some out, or change the rule.',
      },
    ];
  });
}

/** Line breaks and double spaces are no difference. */
function spaced(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}

function targetFaults(target: TargetDemographics): FieldError[] {
  const ranges = (['age_range', 'lead_score'] as const).flatMap((name) => {
    const range = target[name];
    if (!range || range[0] <= range[1]) return [];
    return [
      {
        field: `body.target_demographics.${name}`,
        reason: `goes from ${range[0]} to ${range[1]}`,
        remedy: 'Put the smaller number first.',
      },
    ];
  });
  const strange = (target.countries ?? []).flatMap((code, index) =>
    isCountry(code)
      ? []
      : [
          {
            field: `body.target_demographics.countries.${index}`,
            reason: `“${code}” is no country of ISO 3166-1`,
            remedy: 'Use a two-letter code such as BD or GB.',
          },
        ],
  );
  const blanks = (['location', 'interests'] as const).flatMap((name) =>
    (target[name] ?? []).flatMap((word, index) =>
      word.trim() === ''
        ? [
            {
              field: `body.target_demographics.${name}.${index}`,
              reason: 'must not be blank',
              remedy: 'Name one, or leave it out.',
            },
          ]
        : [],
    ),
  );
  return [
    ...ranges,
    ...strange,
    ...blanks,
    ...languageFaults('body.target_demographics.languages', target.languages ?? []),
  ];
}

// WCAG 2.2: 1.4.3 for text, 1.4.11 for what is not text.
const readable = 4.5;
const visible = 3;

/** Colours that are hard to read. Missing ones are the dashboard's: black on white. */
export function brandingWarnings({
  colors,
}: {
  colors: Partial<BrandingConfig['colors']>;
}): FieldErrorLike[] {
  const background = colors.background ?? '#ffffff';
  const pairs = [
    { name: 'text', colour: colors.text ?? '#1a1a1a', least: readable },
    { name: 'accent', colour: colors.accent, least: visible },
  ];
  return pairs.flatMap(({ name, colour, least }) => {
    if (colour === undefined) return [];
    const ratio = contrastRatio(colour, background);
    if (ratio >= least) return [];
    return [
      {
        field: `branding_config.colors.${name}`,
        // Cut, not rounded: 4.49 must not read as enough.
        reason: `${colour} on ${background} has a contrast of ${Math.floor(ratio * 10) / 10} to 1`,
        remedy: `Choose a colour with at least ${least} to 1, so that everybody can read it.`,
      },
    ];
  });
}

type FieldErrorLike = { field: string; reason: string; remedy: string };
