// Every error the API can answer with: status, title, and what to do. docs/errors.md is generated from this table and
// a test keeps them equal. Codes are stable: clients branch on them.

export type ErrorEntry = { status: number; title: string; remedy: string };

const table = {
  // Request
  malformed_json: {
    status: 400,
    title: 'The body is not valid JSON',
    remedy: 'Send a JSON document; the detail names the position of the fault.',
  },
  invalid_request: {
    status: 400,
    title: 'A field is missing or has the wrong form',
    remedy: 'Correct the fields listed under `errors` and send again.',
  },
  invalid_cursor: {
    status: 400,
    title: 'The cursor does not belong to this list',
    remedy: 'Start again without `cursor`, or use the `next_cursor` of the last page unchanged.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is larger than this address takes',
    remedy: 'Send less at once. Contact files go to POST /api/v1/imports, up to 1 GB each.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'This address does not take that kind of body',
    remedy: 'Send `application/json`, or for imports `text/csv` or `multipart/form-data`.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here under that address',
    remedy:
      'Check the id. You only see what belongs to your workspace and, as a portfolio manager, to your book.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    remedy: 'See /docs for the methods each address takes.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    remedy: 'Wait for the number of seconds in the Retry-After header.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    remedy: 'Try again. If it stays, give your administrator the request id.',
  },
  unavailable: {
    status: 503,
    title: 'The service is starting or stopping',
    remedy: 'Try again in a few seconds.',
  },
  // Writing
  version_required: {
    status: 428,
    title: 'This edit needs the version it is based on',
    remedy: 'Send the ETag of the last read in If-Match.',
  },
  version_conflict: {
    status: 412,
    title: 'Somebody changed this in the meantime',
    remedy: 'Read it again, put your change on top, and send it with the new ETag.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for a different request',
    remedy: 'Use a new key for a new request.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
    remedy: 'Wait a moment and send the same request again.',
  },
  // Signing in
  authentication_required: {
    status: 401,
    title: 'Sign in first',
    remedy: 'Send a valid access token: Authorization: Bearer …',
  },
  token_expired: {
    status: 401,
    title: 'The access token has expired',
    remedy: 'Ask POST /api/v1/auth/refresh for a new one, then repeat the request.',
  },
  token_invalid: { status: 401, title: 'The access token is not valid', remedy: 'Sign in again.' },
  session_ended: { status: 401, title: 'This session has ended', remedy: 'Sign in again.' },
  invalid_credentials: {
    status: 401,
    title: 'E-mail or password is wrong',
    remedy: 'Check both and try again, or ask your administrator for a new invitation.',
  },
  wrong_password: {
    status: 422,
    title: 'The current password is not right',
    remedy: 'Enter the password you signed in with.',
  },
  login_throttled: {
    status: 429,
    title: 'Too many attempts to sign in',
    remedy: 'Wait for the time in Retry-After. The account itself is not locked.',
  },
  forbidden: {
    status: 403,
    title: 'Your role does not allow this',
    remedy: 'Ask an administrator of your workspace.',
  },
  demo_disabled: {
    status: 403,
    title: 'Demo logins are switched off here',
    remedy: 'Sign in with an account of a real workspace, or start with SAMPARK_DEMO=on.',
  },
  // Users
  email_taken: {
    status: 409,
    title: 'This e-mail address already has an account',
    remedy: 'Use another address, or let the person sign in with the one they have.',
  },
  invitation_invalid: {
    status: 410,
    title: 'This invitation has expired, was withdrawn or was used',
    remedy: 'Ask an administrator for a new one.',
  },
  weak_password: {
    status: 422,
    title: 'This password is too easy to guess',
    remedy: 'Use at least 12 characters; a few unrelated words are good.',
  },
  last_admin: {
    status: 409,
    title: 'A workspace needs at least one active administrator',
    remedy: 'Give another person the admin role first.',
  },
  // Prospects, consents, imports
  invalid_phone_number: {
    status: 422,
    title: 'The phone number is not valid',
    remedy: 'Write it with its country code, such as +8801712345678.',
  },
  prospect_exists: {
    status: 409,
    title: 'A prospect with this phone number exists',
    remedy: 'Open the existing prospect instead.',
  },
  prospect_has_history: {
    status: 409,
    title: 'Messages were exchanged with this person',
    remedy: 'What was sent must stay provable. To stop messages, record that the person wants none.',
  },
  needs_sharing: {
    status: 409,
    title: 'This person is in another portfolio manager’s book',
    remedy: 'Ask an administrator to share the relationship with you.',
  },
  opted_out: {
    status: 409,
    title: 'This person opted out',
    remedy: 'Only their own later act (a keyword, a start link, the preference page) reverses it.',
  },
  import_not_csv: {
    status: 415,
    title: 'The file is not a CSV',
    remedy: 'Export it as CSV (comma, semicolon or tab) and upload that.',
  },
  import_header_missing: {
    status: 422,
    title: 'No column could be recognised as a phone number',
    remedy: 'Name the phone column in the first row, or pass a mapping.',
  },
  import_mapping_invalid: {
    status: 422,
    title: 'The column mapping does not fit the file',
    remedy: 'Map only columns that the first row names, each field once.',
  },
  import_too_large: {
    status: 413,
    title: 'The file is larger than 1 GB',
    remedy: 'Split it and import the parts.',
  },
  import_not_finished: {
    status: 409,
    title: 'This import is still running',
    remedy: 'Wait until its status is completed.',
  },
  import_not_undoable: {
    status: 409,
    title: 'This import cannot be undone any more',
    remedy: 'It was undone already, or did not finish.',
  },
  // Campaigns
  campaign_state: {
    status: 409,
    title: 'The campaign’s present state does not allow this',
    remedy: 'The detail names the state and what is possible from it.',
  },
  campaign_frozen: {
    status: 409,
    title: 'The content is fixed once a campaign is active',
    remedy: 'Copy the campaign and change the copy.',
  },
  campaign_not_ready: {
    status: 422,
    title: 'The campaign cannot be launched yet',
    remedy: 'Resolve every point under `errors`.',
  },
  template_invalid: {
    status: 422,
    title: 'The message template has a fault',
    remedy: 'Correct the place the detail names.',
  },
  template_variable_unknown: {
    status: 422,
    title: 'The message uses a variable that does not exist',
    remedy: 'Use one of the documented variables, or give it a default.',
  },
  channel_unavailable: {
    status: 422,
    title: 'No sender for this channel',
    remedy: 'Connect an account for the channel, or choose another one.',
  },
  recipient_unreachable: {
    status: 422,
    title: 'This person cannot be reached that way',
    remedy: 'The detail says why. Choose another channel.',
  },
  reply_window_closed: {
    status: 422,
    title: 'WhatsApp’s 24-hour reply window is closed',
    remedy: 'Send an approved template instead.',
  },
  // Senders and callbacks
  device_exists: {
    status: 409,
    title: 'A device with this identifier exists',
    remedy: 'Open the existing device.',
  },
  callback_unverified: {
    status: 401,
    title: 'The callback’s signature or secret is wrong',
    remedy: 'Check the app secret or secret token configured for this account.',
  },
  callback_unknown_account: {
    status: 404,
    title: 'No account listens at this callback address',
    remedy: 'Use the address shown with the sender account.',
  },
  platform_refused: {
    status: 422,
    title: 'The platform did not accept this',
    remedy: 'Check the account’s address and credentials against the detail, then try again.',
  },
  demo_only: { status: 404, title: 'This exists in the demo only', remedy: 'Start with SAMPARK_DEMO=on.' },
  // Analytics
  query_too_costly: {
    status: 400,
    title: 'The query asks for too much at once',
    remedy: 'Ask for fewer fields or levels.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof table;
export const errors: Readonly<Record<ErrorCode, ErrorEntry>> = table;
export const errorCodes = Object.keys(table) as ErrorCode[];
