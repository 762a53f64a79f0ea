// A variant's own text on the channels it is for, as the campaign's is. Pure.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { VariantChange } from '@sampark/contracts/experiments.ts';
import { materialise } from '../campaigns/content-faults.ts';

/** What varies something else than words comes back as it is. */
export function filledIn(change: VariantChange, order: readonly Channel[]): VariantChange {
  const { message_content, channel_content } = change;
  if (message_content === undefined && channel_content === undefined) return change;
  const own = channel_content ?? {};
  const text = message_content ?? '';
  // Whether its marks are read is said with each channel it stands on.
  const rich = Object.values(own).some(
    (one) => one.kind === 'text' && one.text === text && one.format === 'rich',
  );
  return { ...change, channel_content: materialise(own, { text, format: rich ? 'rich' : null }, order) };
}
