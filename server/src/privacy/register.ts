// Where personal data lives: every column that can hold words, numbers or addresses of a person one writes to. A test holds it
// equal to the database: a new column is named here or among `plainColumns` before it can be merged. The copy a person may
// have (gather-person.ts) is compared with it column by column.

export type Holding = {
  /** Columns with something about the person in them. */
  columns: readonly string[];
  /** Section of a person's copy it appears in; null: not in it, for the reason beside it. */
  section: string | null;
  because?: string;
  /** Columns that stay out of the copy: keyed hashes, and what would let its holder act. */
  unshown?: readonly string[];
};

export const personalData: Record<string, Holding> = {
  prospects: {
    columns: [
      'phone_number', 'email', 'name', 'first_name', 'last_name', 'language', 'country', 'time_zone', 'demographics',
      'asset_class_interests', 'attributes', 'held_reason', 'phone_hash',
    ],
    section: 'person',
    unshown: ['phone_hash'],
  },
  channel_identities: { columns: ['address'], section: 'addresses' },
  consents: { columns: ['evidence', 'source'], section: 'consents' },
  suppressions: {
    columns: ['address_hash', 'hint', 'note', 'lifted_reason', 'lifted_note'],
    section: 'opt_outs',
    unshown: ['address_hash'],
  },
  start_links: { columns: ['wording', 'token'], section: 'opt_in_links', unshown: ['token'] },
  opt_in_requests: { columns: ['code', 'language'], section: 'opt_in_requests', unshown: ['code'] },
  // `sealed` is body, content and recipient in one; the three hold what was written before there were keys.
  messages: { columns: ['sealed', 'body', 'content', 'recipient', 'decision', 'compliance_flags'], section: 'messages' },
  attempts: { columns: ['recipient', 'detail'], section: 'messages' },
  unknown_outcomes: { columns: ['note'], section: 'messages' },
  inbound_messages: { columns: ['text', 'payload'], section: 'answers' },
  conversations: {
    columns: ['last_snippet'],
    section: null,
    because: 'the beginning of a message or an answer that is in it',
  },
  conversions: {
    columns: ['reference_hash'],
    section: null,
    because: 'each is in the history as an event; the hash of a number of the teller’s says nothing to anybody',
  },
  message_flags: { columns: ['excerpt', 'matched', 'note'], section: 'reviews' },
  release_requests: { columns: ['note'], section: 'reviews' },
  legal_holds: {
    columns: ['reason', 'lift_reason'],
    section: null,
    because: 'why a court or an authority wants records kept; whoever decides about the hold tells',
  },
  privacy_requests: { columns: [], section: 'requests' },
  privacy_request_steps: { columns: ['note'], section: 'requests' },
  import_changes: { columns: ['before', 'after'], section: 'imports' },
  events: { columns: ['data', 'decision'], section: 'history' },
  intents: {
    columns: ['recipient'],
    section: null,
    because: 'stands for the moment a message is on its way; then it is an attempt',
  },
  webhook_batches: {
    columns: ['callbacks'],
    section: null,
    because: 'what a platform said, for the moment until it is an answer or a status',
  },
  webhook_leftovers: {
    columns: ['payload'],
    section: null,
    because: 'callbacks that belong to nobody yet, in the form of the platform',
  },
  import_rejects: {
    columns: ['record', 'value', 'reason'],
    section: null,
    because: 'rows of a file that became nobody',
  },
  idempotency_keys: {
    columns: ['response'],
    section: null,
    because: 'an answer of this API, kept a day so that asking twice does nothing twice',
  },
  person_keys: { columns: ['wrapped_key'], section: null, because: 'the key that opens the rest, itself sealed' },
  notifications: { columns: ['data'], section: null, because: 'ids of people, shown with the names they have now' },
}; // prettier-ignore

/** Columns of those tables that say something of the message or the rule, by name: codes, states, kinds. */
export const plainColumns: readonly string[] = [
  'action', 'after_version', 'assigned_to', 'batch', 'came_by', 'channel', 'channel_order', 'code', 'column_name', 'data_class', 'decision', 'delivery_status',
  'external_id', 'failed_reason', 'grants', 'key', 'kind', 'last_look', 'platform', 'purpose', 'reason', 'request_hash', 'settled_by',
  'severity', 'source', 'state', 'status', 'status_code', 'step', 'text_hash', 'type', 'verdict',
]; // prettier-ignore

/** Tables that name a person by id and hold nothing else about them. */
export const byIdOnly: readonly string[] = [
  'audience_parts', 'campaign_recipients', 'contact_channels', 'message_queue', 'open_messages', 'past_relationships',
  'portfolio_recipients', 'relationships',
]; // prettier-ignore
