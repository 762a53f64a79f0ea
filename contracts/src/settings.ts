// A workspace's settings as stored in workspaces.settings, with product.md §1.12's defaults.
import { Type, type Static } from 'typebox';
import { CountryRule, defaultCountryRules } from './country-rules.ts';
import { PurposeSchema } from './domain.ts';
import { optOutWords } from './opt-out-words.ts';

export const WorkspaceSettings = Type.Object({
  quiet_hours: Type.Object(
    {
      enabled: Type.Boolean(),
      start: Type.String({
        pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
        description: 'Local time sending stops, HH:MM',
      }),
      end: Type.String({
        pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
        description: 'Local time sending may start, HH:MM',
      }),
    },
    { additionalProperties: false },
  ),
  weekly_caps: Type.Object(
    {
      marketing: Type.Integer({ minimum: 0, maximum: 10_000 }),
      coaching: Type.Integer({ minimum: 0, maximum: 10_000 }),
    },
    { additionalProperties: false, description: 'Messages per person in a rolling week' },
  ),
  opt_out_keywords: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), {
    maxItems: 200,
    description: 'Words of the workspace’s own that stop messages, besides the ones that always do',
  }),
  opt_out_line: Type.Object(
    {
      purposes: Type.Array(PurposeSchema, {
        maxItems: 3,
        uniqueItems: true,
        description:
          'Campaigns of these end with how to stop them, where their text does not say it; none: left to countries',
      }),
    },
    { additionalProperties: false },
  ),
  jurisdictions: Type.Array(CountryRule, {
    maxItems: 250,
    description: 'What countries add to quiet hours and caps, one a country; the stricter counts',
  }),
});
export type WorkspaceSettings = Static<typeof WorkspaceSettings>;

export const defaultSettings: WorkspaceSettings = {
  quiet_hours: { enabled: true, start: '21:00', end: '09:00' },
  weekly_caps: { marketing: 2, coaching: 3 },
  opt_out_keywords: [],
  opt_out_line: { purposes: ['marketing'] },
  jurisdictions: [...defaultCountryRules],
};

const builtIn: ReadonlySet<string> = new Set(Object.values(optOutWords).flat());

/** Stored settings over the defaults; unknown keys are dropped. */
export function settingsOf(stored: unknown): WorkspaceSettings {
  const given = (stored ?? {}) as Partial<WorkspaceSettings>;
  return {
    quiet_hours: { ...defaultSettings.quiet_hours, ...given.quiet_hours },
    weekly_caps: { ...defaultSettings.weekly_caps, ...given.weekly_caps },
    // What always counts is not repeated as the workspace's own: it could not be taken away there.
    opt_out_keywords: (given.opt_out_keywords ?? []).filter((word) => !builtIn.has(word)),
    opt_out_line: { ...defaultSettings.opt_out_line, ...given.opt_out_line },
    jurisdictions: given.jurisdictions ?? defaultSettings.jurisdictions,
  };
}
