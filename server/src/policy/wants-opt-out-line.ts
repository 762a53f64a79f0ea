// Whether a campaign's message to a person has to say how to stop such messages: the workspace's choice, which the country where
// they live can only make stricter. Pure.
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';
import { jurisdictionOf } from './limits.ts';

export function wantsOptOutLine(
  settings: WorkspaceSettings,
  purpose: Purpose,
  country: string | null,
): boolean {
  if (settings.opt_out_line.purposes.includes(purpose)) return true;
  return jurisdictionOf(settings, country?.toUpperCase() ?? null, purpose)?.opt_out_line === true;
}
