// What stands under a text when it is sent, for its meters: the line that says how to stop, where it may come. Pure.
import type { Channel } from '@sampark/contracts/domain.ts';
import { optOutLineFor, tellsOptOut } from '@sampark/contracts/opt-out-line.ts';
import type { OptOutReach } from '@sampark/contracts/opt-out-reach.ts';

export type { OptOutReach };
export type Appended = {
  lines: Partial<Record<Channel, string>>;
  /** Only people of these countries get it; nothing: everybody does. */
  only: readonly string[];
};

/** `language`: what the text is written in, where that is known. */
export function optOutLines(
  reach: OptOutReach | undefined,
  text: string,
  channels: readonly Channel[],
  language?: string,
): Appended | undefined {
  if (reach === undefined || reach.applies === 'nobody') return undefined;
  if (text.trim() === '' || tellsOptOut(text)) return undefined;
  const line = optOutLineFor(text, language === '' ? undefined : language);
  return {
    lines: Object.fromEntries(channels.map((channel) => [channel, line])),
    only: reach.applies === 'some' ? reach.countries : [],
  };
}
