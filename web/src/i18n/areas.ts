// The parts of the dashboard that have a catalog of their own, loaded with their first page. Everything outside
// src/pages/<area> belongs to `messages`, which is there from the start. lingui.config.ts reads this list too.
export const areas = [
  'prospects',
  'imports',
  'campaigns',
  'campaign',
  'segments',
  'experiments',
  'profiles',
  'templates',
  /** The field messages are written in: src/composer, on whichever page. */
  'composer',
  'conversations',
  'compliance',
  'privacy',
  'devices',
  'demo',
  'audit',
  'notifications',
  'settings',
  'setup',
  'single-sign-on',
  /** Why messages go or do not: src/reasons, for the pages that explain it. */
  'reasons',
] as const;
export type Area = (typeof areas)[number];
