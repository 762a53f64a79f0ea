import type { Channel } from '@sampark/contracts/domain.ts';

/** The contract's list again: importing it as a value would bring its whole schema library to the browser. */
export const channels = ['whatsapp', 'telegram', 'signal', 'imessage'] as const satisfies readonly Channel[];

/** Telegram bots get no receipts, so `sent` is the last thing known there. */
export const channelsWithReceipts = channels.filter((channel) => channel !== 'telegram');
