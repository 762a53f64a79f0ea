// One try of one message: what a claim commits before the platform is called, and what its answer is recorded against.
import type { RenderedContent } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { Lane } from './lanes.ts';
import type { TokenWindow } from './token-window.ts';

export type Intent = {
  message_id: string;
  created_at: Date;
  attempt: number;
  retry_count: number;
  workspace_id: string;
  campaign_id: string | null;
  prospect_id: string;
  lane: Lane;
  /** The window the token was taken from: a changed limit gives the lane a new one, and this token is none of its. */
  tokens: TokenWindow;
  claim_token: number;
  recipient: string;
  channel: Channel;
  content: RenderedContent;
  /** Counts against the person's cap once it is out. */
  capped: boolean;
  /** Channels after this one that the message may still fall back to. */
  fallback: boolean;
  /** The person and this channel know each other already. */
  known: boolean;
  intent_at: Date;
};
