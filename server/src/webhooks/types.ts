// What travels between the stages of the callback path: stored row → events → one step each.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ChannelEvent } from '../channels/channel.ts';
import type { Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

/** One callback of a row of webhook_batches, or a row of webhook_leftovers. */
export type StoredCallback = {
  id: number;
  channel: Channel;
  account_id: string;
  workspace_id: string;
  payload: unknown;
  received_at: Date;
};

export type EventOf<K extends ChannelEvent['kind']> = Extract<ChannelEvent, { kind: K }>;

/** One event with where it came from. `account_id` is the account it is about, which may not be the one called. */
export type Callback<E extends ChannelEvent> = {
  webhook_id: number;
  account_id: string;
  workspace_id: string;
  channel: Channel;
  received_at: Date;
  event: E;
};
export type CallbackEvent<K extends ChannelEvent['kind'] = ChannelEvent['kind']> = Callback<EventOf<K>>;

/** What delivery gets. */
export type ReceiptToApply = Pick<
  CallbackEvent<'receipt'>,
  'webhook_id' | 'account_id' | 'workspace_id' | 'channel' | 'event'
>;

/** Delivery's own step (delivery/apply-receipts.ts): returns the receipts that match no attempt of ours yet. */
export type ApplyReceipts = (
  rt: Runtime,
  tx: Tx,
  now: Date,
  receipts: readonly ReceiptToApply[],
) => Promise<ReceiptToApply[]>;

/** A callback that could not be applied, with why. */
export type Leftover = { webhook_id: number; reason: string };

export const unmatchedReceipt = 'unmatched_receipt';
