import type { MessageStatus } from '@sampark/contracts/message-status.ts';

export const tabs = ['progress', 'recipients'] as const;

/** In the order of the number keys on the recipients' list. */
export const messageStatuses = [
  'pending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'skipped',
  'held',
  'retrying',
  'cancelled',
  'sending',
] as const satisfies readonly MessageStatus[];
