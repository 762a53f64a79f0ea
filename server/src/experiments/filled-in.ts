// A variant's own text on the channels it is for, as the campaign's is. Pure.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { VariantChange } from '@sampark/contracts/experiments.ts';
import { materialise, type CommonText } from '../campaigns/content-faults.ts';

type Format = CommonText['format'];

/**
 * What varies something else than words comes back as it is. `format`: of the campaign's text, and of the variant's where nothing
 * else is said; it is said from then on, so that the campaign may change its own.
 */
export function filledIn(
  change: VariantChange,
  order: readonly Channel[],
  format: Format = null,
): VariantChange {
  const { message_content: text, channel_content: own = {} } = change;
  if (text === undefined) return change;
  const own_format = formatOf(change);
  const said = own_format === undefined ? format : own_format;
  return {
    ...change,
    ...{ message_format: said, channel_content: materialise(own, { text, format: said }, order) },
  };
}

/** Said for the text, or with a channel it stands on already. Undefined: nowhere. */
function formatOf({
  message_content,
  message_format,
  channel_content = {},
}: VariantChange): Format | undefined {
  if (message_format !== undefined) return message_format;
  const standing = Object.values(channel_content).filter(
    (one) => one.kind === 'text' && one.text === message_content,
  );
  if (standing.length === 0) return undefined;
  return standing.some((one) => one.kind === 'text' && one.format === 'rich') ? 'rich' : null;
}
