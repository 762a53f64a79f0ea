// A profile while it is being written: what the API takes, with every part there. Pure.
import type { MessagingTemplates, NewProfile, ProfilePatch } from '@sampark/contracts/profiles.ts';
import type { Profile } from './use-profiles.ts';

export type Draft = Omit<NewProfile, 'is_active' | 'target_demographics'> & {
  target_demographics: NonNullable<NewProfile['target_demographics']>;
};
export type Field = keyof Draft;

export const fields = [
  'name',
  'language',
  'branding_config',
  'messaging_templates',
  'compliance_rules',
  'target_demographics',
] as const satisfies readonly Field[];

export function newDraft(language: string): Draft {
  return {
    name: '',
    language,
    branding_config: {
      colors: { accent: '#0f6e5c', background: '#ffffff', text: '#1c1917' },
      logos: {},
      fonts: { body: language === 'bn' ? 'Noto Sans Bengali' : 'Inter' },
    },
    messaging_templates: {},
    compliance_rules: { jurisdiction: '', rules: [] },
    target_demographics: {},
  };
}

/** Profiles from before they were checked may lack parts. */
export function draftOf(profile: Pick<Profile, Field>): Draft {
  const { colors, logos, fonts } = profile.branding_config;
  const whole = {
    name: profile.name,
    language: profile.language,
    branding_config: {
      colors: { ...colors, accent: colors.accent ?? '#0f6e5c' },
      logos,
      fonts: { ...fonts, body: fonts.body ?? 'Inter' },
    },
    messaging_templates: profile.messaging_templates,
    compliance_rules: {
      jurisdiction: profile.compliance_rules.jurisdiction ?? '',
      rules: profile.compliance_rules.rules ?? [],
    },
    target_demographics: profile.target_demographics ?? {},
  };
  // The API's description cannot say that a key is left out rather than undefined.
  return whole as unknown as Draft;
}

export function changedFields(draft: Draft, base: Draft): Field[] {
  return fields.filter((field) => sorted(draft[field]) !== sorted(base[field]));
}

/** Only what was changed here goes along: what somebody else changed meanwhile stays theirs. */
export function patchOf(draft: Draft, base: Draft): ProfilePatch {
  return Object.fromEntries(changedFields(draft, base).map((field) => [field, sent(draft, field)]));
}

export function bodyOf(draft: Draft): NewProfile {
  return Object.fromEntries(fields.map((field) => [field, sent(draft, field)])) as NewProfile;
}

/** `theirs` with the fields changed here on top. */
export function rebased(draft: Draft, base: Draft, theirs: Draft): Draft {
  return {
    ...theirs,
    ...Object.fromEntries(changedFields(draft, base).map((field) => [field, draft[field]])),
  };
}

function sent(draft: Draft, field: Field): unknown {
  if (field === 'messaging_templates') return written(draft.messaging_templates);
  // Nobody in particular is null.
  if (field === 'target_demographics')
    return Object.keys(draft.target_demographics).length > 0 ? draft.target_demographics : null;
  return draft[field];
}

/** Without the channels for which nothing is written yet: the server names them. */
export function written(templates: MessagingTemplates): MessagingTemplates {
  return Object.fromEntries(
    Object.entries(templates).filter(
      ([, one]) =>
        one !== undefined && (typeof one === 'string' ? one : 'text' in one ? one.text : one.name).trim(),
    ),
  );
}

/** The database gives back keys in an order of its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(
          Object.entries(one)
            .filter(([, inner]) => inner !== undefined)
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        )
      : one,
  );
}
