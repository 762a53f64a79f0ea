// Enters: the boxes that were shown and those that came back ticked. Leaves: what the person changed, by channel. PURE.
// A box that was not shown changes nothing, whatever a form says.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';

export type Box = { channel: Channel; purpose: Purpose; granted: boolean };
export type Change = { channel: Channel; purposes: Purpose[] };

export function choose(shown: readonly Box[], ticked: ReadonlySet<string>): { granted: Change[]; withdrawn: Change[] } {
  const pick = (wanted: (box: Box) => boolean): Change[] => [
    ...Map.groupBy(shown.filter(wanted), (box) => box.channel),
  ].map(([channel, boxes]) => ({ channel, purposes: boxes.map((box) => box.purpose) }));
  const on = (box: Box) => ticked.has(`${box.channel}:${box.purpose}`);
  return { granted: pick((box) => on(box) && !box.granted), withdrawn: pick((box) => !on(box) && box.granted) };
} // prettier-ignore
