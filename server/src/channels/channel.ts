// The one interface every channel speaks. An adapter translates and nothing else: no database, consent, retry or
// clock of its own. Adding a channel is a folder here and a line in registry.ts.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { RenderedContent } from '@sampark/contracts/channel-content.ts';
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import type { OutgoingHttp } from '../http/outgoing.ts';

/** A sender account as an adapter needs it; credentials are opened for the call and never logged. */
export type AccountAccess = {
  id: string;
  channel: Channel;
  /** WhatsApp phone_number_id, Telegram bot id, Signal number, BlueBubbles server name. */
  address: string;
  base_url: string;
  credentials: Readonly<Record<string, string>>;
  settings: Readonly<Record<string, unknown>>;
};

/** One message, rendered, for one person. */
export type OutgoingMessage = {
  /** Message id and attempt, `<uuid>.<n>`: the key a platform echoes back where it can. */
  key: string;
  message_id: string;
  /** E.164 number, Telegram chat id, Signal number or uuid, iMessage address. */
  recipient: string;
  content: RenderedContent;
};

/** What happened, as far as the platform let us know. Delivery decides what to do about it. */
export type SendOutcome =
  | { kind: 'accepted'; external_id: string; recipient_id?: string }
  | {
      kind: 'retry';
      code: SendCode;
      detail?: string;
      after_seconds?: number;
      pause?: 'contact' | 'account' | 'template';
    }
  | {
      kind: 'rejected';
      code: SendCode;
      detail?: string;
      blame: 'contact' | 'account' | 'content';
      /** The platform says this person must not or cannot be written to here. */
      suppress?: 'unreachable' | 'blocked' | 'marketing';
      /** The sender is banned or flagged: hold its people until an admin decides (product.md §1.6). */
      hold?: boolean;
    }
  | { kind: 'unknown'; code: SendCode; detail?: string };

/** What a callback told us, in our words. `at` is the platform's instant. */
export type ChannelEvent =
  | {
      kind: 'receipt';
      status: 'sent' | 'delivered' | 'read' | 'failed';
      /** The platform's message id. */
      external_id: string;
      /** Our `key`, where the platform echoes it. */
      key?: string;
      /** Sender of the receipt, where it must match the recipient (Signal): the number if shared, else the uuid. */
      from?: string;
      /** Address of the sender account it is about, where the platform names it. */
      to?: string;
      at: Date;
      code?: SendCode;
      detail?: string;
    }
  | {
      kind: 'inbound';
      external_id: string;
      /** Platform address of the person: wa_id with +, chat id, Signal uuid, iMessage address. */
      from: string;
      /** E.164, where the platform tells it apart from the address. */
      from_phone?: string;
      from_name?: string;
      text: string;
      /** start: a Telegram start link's payload; button: a pressed button's payload. */
      message_kind: 'text' | 'button' | 'start' | 'other';
      payload?: string;
      reply_to_external_id?: string;
      /** Address of the sender account it was written to, where the platform names it. */
      to?: string;
      at: Date;
    }
  | { kind: 'preference'; from: string; marketing: 'stopped' | 'resumed'; at: Date }
  | { kind: 'blocked'; from: string; at: Date }
  | { kind: 'unblocked'; from: string; at: Date }
  | {
      kind: 'account';
      health?: 'healthy' | 'degraded' | 'offline';
      hold?: string;
      quality?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
      /** Unique recipients a day; null: unlimited. */
      tier_limit?: number | null;
      /** `portfolio`: every sender of the same business is meant, not this one alone. */
      scope: 'account' | 'portfolio';
      /** The number it is about, digits only, where the platform names one. */
      phone?: string;
      detail: string;
    }
  | {
      kind: 'template';
      name: string;
      language: string;
      /** Only what it is about. */
      status?: string;
      /** With a status: why it was rejected, else null. */
      rejected_reason?: string | null;
      quality?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
      category?: string;
      waba_id?: string;
    }
  | { kind: 'unknown'; detail: string };

/** A template as the platform keeps it. */
export type ChannelTemplate = {
  external_id: string | null;
  name: string;
  language: string;
  category: string;
  status: string;
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN' | null;
  rejected_reason: string | null;
  parameter_format: string;
  components: unknown[];
};

export type TemplateListing =
  { ok: true; templates: ChannelTemplate[] } | { ok: false; code: SendCode; detail: string };

export type CallbackRequest = {
  method: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query: Readonly<Record<string, string | undefined>>;
  /** The bytes as received: signatures are computed over these and nothing else. */
  raw: Buffer;
  /** Further path segments after /hooks/{channel}/{account}/. */
  rest: string;
};

/** `text`: the body as it came. It may be anything; it is parsed when it is applied. */
export type CallbackAnswer =
  | { kind: 'accepted'; text: string; reply?: unknown }
  | { kind: 'handshake'; body: string }
  | { kind: 'refused' };

/** Something that delivers updates while it runs (Signal's event stream, Telegram polling). */
export type UpdateSource = { stop(): Promise<void> };

/** `several`: more than one message fits, and asking again will not change that. Undefined: no answer, ask later. */
export type LookUpAnswer =
  { found: true; external_id: string } | { found: false } | { found: 'several' } | undefined;

export type ChannelAdapter = {
  channel: Channel;
  /** Limits a new account starts with (product.md §4.3). */
  defaultLimits: { per_second: number; per_day: number; pair_seconds: number };
  capabilities: {
    receipts: 'read' | 'delivered' | 'none';
    buttons: boolean;
    needs_identity: boolean;
    max_length: number;
  };
  /** Sends one message; resolves for every expected outcome, never throws for one. */
  send(http: OutgoingHttp, account: AccountAccess, message: OutgoingMessage): Promise<SendOutcome>;
  /** Checks a callback's authenticity, and reads nothing else. A missing secret is a refusal, never a pass. */
  verifyCallback(account: AccountAccess, request: CallbackRequest): CallbackAnswer;
  /** True only of a text that surely holds nothing but receipts: it may wait a moment for others like it. */
  onlyReceipts?(text: string): boolean;
  /**
   * A payload that tells several things, as one payload for each, in their order: what cannot be applied yet is then
   * kept without the rest. Read one by one they say what the whole says.
   */
  splitCallback?(payload: unknown): unknown[];
  /** Translates one stored payload; unknown kinds come back as `unknown`. */
  readCallback(payload: unknown): ChannelEvent[];
  /** Points the platform's callbacks at us, at `/hooks/{channel}/{account}` under our public address. Throws when refused. */
  registerCallbacks?(http: OutgoingHttp, account: AccountAccess, callback_url: string): Promise<void>;
  /** Opens the platform's own update stream, for platforms that do not call back. */
  openUpdates?(
    http: OutgoingHttp,
    account: AccountAccess,
    deliver: (texts: string[]) => Promise<void>,
    onState: (state: 'connected' | 'disconnected', detail?: string) => void,
  ): UpdateSource;
  /** Looks an unknown send up by its key, where the platform can. */
  lookUp?(
    http: OutgoingHttp,
    account: AccountAccess,
    message: { key: string; recipient: string; since: Date; text?: string },
  ): Promise<LookUpAnswer>;
  /** Every template of the sender's business account, where the platform has any. */
  listTemplates?(http: OutgoingHttp, account: AccountAccess): Promise<TemplateListing>;
  /** Asks the platform how this sender is. */
  checkHealth?(http: OutgoingHttp, account: AccountAccess): Promise<SenderHealth>;
};

/** `code`: why it is not well, where the answer says so. */
export type SenderHealth = {
  health: 'healthy' | 'degraded' | 'offline';
  detail: string;
  code?: SendCode;
  /** Why what people write does not reach us, as the platform says; null: it does. Left out: the platform cannot be asked. */
  capture?: string | null;
};
