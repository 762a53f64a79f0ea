// How long an unknown outcome is left to the machine, by channel, and when it looks. Pure.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { AutomaticWay } from '@sampark/contracts/settlement.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

type Way = {
  way: AutomaticWay;
  /** Counted from the intent: until then a person may not send it again. Looking goes on afterwards. */
  aloneMs: number;
};

/**
 * WhatsApp repeats its callbacks until we take them, and names our key in each. A Mac that was switched off for an hour
 * can still answer. Signal's receipts come within moments where the phone is on. Telegram says nothing ever.
 */
const ways: Partial<Record<Channel, Way>> = {
  whatsapp: { way: 'receipt', aloneMs: hour },
  imessage: { way: 'look_up', aloneMs: 2 * hour },
  signal: { way: 'lone_receipt', aloneMs: 10 * minute },
};

export function automaticWay(channel: Channel): AutomaticWay | null {
  return ways[channel]?.way ?? null;
}

/** The instant from which a person may send it again; the attempt's own instant where nothing settles it by itself. */
export function resendFrom(channel: Channel, intentAt: Date): Date {
  return new Date(intentAt.getTime() + (ways[channel]?.aloneMs ?? 0));
}

/** Milliseconds by channel, for SQL that asks the same of many rows. */
export const aloneMsOf: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(ways).map(([channel, { aloneMs }]) => [channel, aloneMs]),
);

/** Messages writes a row late when it is busy: that it is not there means something only by then. */
export const absenceProvesAfterMs = 10 * minute;
/** Nobody looks by himself any longer than platforms keep trying. */
export const looksForMs = 7 * 24 * hour;
export const firstLookMs = 15 * second;

/** The wait after the nth look: doubling from half a minute, an hour at most. */
export function nextLookAfter(looks: number): number {
  return Math.min(hour, 30 * second * 2 ** Math.max(0, Math.min(looks, 20) - 1));
}
