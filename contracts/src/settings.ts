// A workspace's settings as stored in workspaces.settings, with product.md §1.12's defaults.
import { Type, type Static } from 'typebox';

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
  opt_out_keywords: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 200 }),
});
export type WorkspaceSettings = Static<typeof WorkspaceSettings>;

export const defaultSettings: WorkspaceSettings = {
  quiet_hours: { enabled: true, start: '21:00', end: '09:00' },
  weekly_caps: { marketing: 2, coaching: 3 },
  opt_out_keywords: [
    'stop',
    'stop all',
    'stopall',
    'unsubscribe',
    'quit',
    'end',
    'revoke',
    'opt out',
    'optout',
    'cancel',
    'remove me',
    'বন্ধ',
    'বন্ধ করুন',
    'বন্ধ কর',
    'থামুন',
    'না, আর পাঠাবেন না',
    'আর পাঠাবেন না',
  ],
};

/** Stored settings over the defaults; unknown keys are dropped. */
export function settingsOf(stored: unknown): WorkspaceSettings {
  const given = (stored ?? {}) as Partial<WorkspaceSettings>;
  return {
    quiet_hours: { ...defaultSettings.quiet_hours, ...given.quiet_hours },
    weekly_caps: { ...defaultSettings.weekly_caps, ...given.weekly_caps },
    opt_out_keywords: given.opt_out_keywords ?? defaultSettings.opt_out_keywords,
  };
}
