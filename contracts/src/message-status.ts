// The status ladder of a message (product.md §3) and the only moves it allows. Pure; apply-status.ts is its only user
// on the server, the dashboard takes its words from it.

export const messageStatuses = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'read',
  'retrying',
  'failed',
  'unknown',
  'cancelled',
  'skipped',
  'held',
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** Statuses from which a dispatcher may take the message. */
export const waitingStatuses = ['pending', 'retrying'] as const satisfies readonly MessageStatus[];

/** Statuses that keep a campaign from completing. `unknown` and `held` stay open without blocking it. */
export const unfinishedStatuses = [
  'pending',
  'retrying',
  'sending',
] as const satisfies readonly MessageStatus[];

const moves: Record<MessageStatus, readonly MessageStatus[]> = {
  pending: ['sending', 'skipped', 'held', 'cancelled', 'failed'],
  // A receipt for an attempt that was called refused proves that it went out after all: then there is no next attempt.
  retrying: ['sending', 'skipped', 'held', 'cancelled', 'failed', 'sent', 'delivered', 'read'],
  // A receipt can beat the response; a dead owner's `sending` becomes `unknown`.
  sending: ['sent', 'delivered', 'read', 'retrying', 'failed', 'unknown'],
  // Settled by a receipt or a look-up, never by trying again blindly. A person may send it again, knowing that it may
  // arrive twice: that turn back to `retrying` is no move of the ladder, delivery/settle-by-person.ts names it itself.
  // A person may also leave it: it stays `unknown`, and unknown_outcomes says who decided.
  unknown: ['sent', 'delivered', 'read', 'failed'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read'],
  read: [],
  // A provider may say "failed" first and deliver after all; the arrival is the stronger fact.
  failed: ['delivered', 'read'],
  held: ['pending', 'cancelled', 'skipped'],
  cancelled: [],
  skipped: [],
};

/** True when a message in `from` may move to `to`. Same status is not a move. */
export function mayMove(from: MessageStatus, to: MessageStatus): boolean {
  return moves[from].includes(to);
}

/** Every status that may move to `to`: the guard of the SQL update. */
export function statusesBefore(to: MessageStatus): MessageStatus[] {
  return messageStatuses.filter((from) => moves[from].includes(to));
}

export const attemptStates = [
  'intent',
  'retry',
  'rejected',
  'unknown',
  'accepted',
  'sent',
  'failed',
  'delivered',
  'read',
] as const;
export type AttemptState = (typeof attemptStates)[number];
