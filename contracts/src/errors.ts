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
  wrong_code: {
    status: 422,
    title: 'The code is not right',
    remedy: 'Enter the code your authenticator shows now. Each works once; wait for the next if you used it.',
  },
  ticket_invalid: {
    status: 410,
    title: 'This step has run out or was used',
    remedy: 'Sign in again from the start, or ask for a new link.',
  },
  proof_needed: {
    status: 403,
    title: 'Show again that it is you',
    remedy:
      'Send the password to POST /api/v1/me/proof, or sign in again, also with single sign-on; then repeat this within ten minutes.',
  },
  second_factor_set: {
    status: 409,
    title: 'A second factor is set up already',
    remedy: 'Remove it first, or keep it.',
  },
  second_factor_missing: {
    status: 409,
    title: 'There is no second factor to do this with',
    remedy: 'Set one up first.',
  },
  second_factor_required: {
    status: 409,
    title: 'The workspace requires a second factor',
    remedy: 'Ask an administrator to reset it, then set up the new one at the next sign-in.',
  },
  login_throttled: {
    status: 429,
    title: 'Too many attempts to sign in',
    remedy: 'Wait for the time in Retry-After. The account itself is not locked.',
  },
  single_sign_on_missing: {
    status: 404,
    title: 'There is no single sign-on for this address',
    remedy: 'Enter your work e-mail address, or sign in with your password.',
  },
  single_sign_on_required: {
    status: 403,
    title: 'Your workspace wants you to use single sign-on',
    remedy: 'Choose “Continue with single sign-on”. Administrators may use their password.',
  },
  single_sign_on_unlinked: {
    status: 409,
    title: 'There is no connection to a sign-in provider',
    remedy: 'Use the password. A connection is made by signing in through the provider once.',
  },
  provider_unreachable: {
    status: 424,
    title: 'The sign-in provider cannot be used now',
    remedy:
      'Try again in a minute, or sign in with your password. If it stays, an administrator finds the reason with “Check connection” in Settings, Sign-in.',
  },
  provider_refused: {
    status: 403,
    title: 'The sign-in provider did not let you in',
    remedy: 'Try again. If it stays, ask whoever runs the provider whether you may use Sampark.',
  },
  provider_answer_invalid: {
    status: 422,
    title: 'The sign-in provider’s answer cannot be trusted',
    remedy:
      'Start again from the sign-in page. If it stays, an administrator finds the reason in the audit trail.',
  },
  provider_email_unverified: {
    status: 403,
    title: 'The sign-in provider has not verified your e-mail address',
    remedy: 'Confirm your address at the provider, then sign in again.',
  },
  provider_domain_foreign: {
    status: 403,
    title: 'Your e-mail address is not of this workspace’s domains',
    remedy: 'Choose your work account at the provider, or ask an administrator to add the domain.',
  },
  not_invited: {
    status: 403,
    title: 'Nobody has invited you to this workspace',
    remedy: 'Ask an administrator of your workspace for an invitation.',
  },
  account_disabled: {
    status: 403,
    title: 'Your account is switched off',
    remedy: 'Ask an administrator of your workspace to switch it on.',
  },
  provider_account_changed: {
    status: 409,
    title: 'This address belonged to another account at the sign-in provider',
    remedy: 'Ask an administrator to remove the old connection in Settings, Users.',
  },
  provider_proof_stale: {
    status: 403,
    title: 'The sign-in provider did not ask you again',
    remedy: 'Sign in there with the account you use here, or sign out of Sampark and in again.',
  },
  provider_untried: {
    status: 409,
    title: 'Nobody has signed in through this provider yet',
    remedy: 'Sign in with it once, then switch passwords off.',
  },
  domain_taken: {
    status: 409,
    title: 'Another workspace uses this domain',
    remedy: 'Remove it there first, or leave it out.',
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
    title: 'What happened with this person has to be kept',
    remedy:
      'What was sent and agreed to must stay provable. To stop messages, record that the person wants none; an administrator can erase who they are.',
  },
  person_erased: {
    status: 409,
    title: 'The person with this number asked to be forgotten',
    remedy: 'Nothing is kept about them any more. Only they themselves can come back, by writing to you.',
  },
  person_key_unusable: {
    status: 409,
    title: 'The key of this person cannot be opened',
    remedy:
      'What is written to and by them cannot be sealed. An administrator restores the row of the key from a backup (docs/privacy.md, “A key that cannot be opened”).',
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
  request_open: {
    status: 409,
    title: 'The same request of this person is open',
    remedy: 'Go on with that one; what is new can be noted on it.',
  },
  request_closed: {
    status: 409,
    title: 'This request has been answered',
    remedy: 'What the person asks now is a new request.',
  },
  request_not_extendable: {
    status: 409,
    title: 'The time of this request cannot be extended any more',
    remedy: 'It is extended once, within the first month. Answer it as soon as you can.',
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
  // Segments
  segment_in_use: {
    status: 409,
    title: 'Campaigns use this segment',
    remedy: 'Wait until the campaigns the detail names are over, or cancel them, then try again.',
  },
  segment_missing: {
    status: 422,
    title: 'The campaign’s segment is gone',
    remedy: 'Choose another segment for the campaign.',
  },
  segment_too_slow: {
    status: 422,
    title: 'Counting these people takes too long',
    remedy:
      'Narrow the condition: name a campaign or fewer days, or leave out the part that looks furthest back.',
  },
  too_many_segments: {
    status: 409,
    title: 'You have as many segments as one person may have',
    remedy: 'Change or delete one of your segments.',
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
  experiment_state: {
    status: 409,
    title: 'The experiment’s present state does not allow this',
    remedy: 'The detail names the state and what is possible from it.',
  },
  experiment_too_early: {
    status: 409,
    title: 'The numbers do not say yet that this variant wins',
    remedy: 'Wait for the verdict, or say why it is decided without it: the reason is kept.',
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
  outcome_known: {
    status: 409,
    title: 'There is nothing left to decide about this message',
    remedy: 'Read it again: its outcome became known, or somebody has decided.',
  },
  settling: {
    status: 409,
    title: 'This message is still being settled automatically',
    remedy: 'Wait until the instant the detail names; it may not be sent again before.',
  },
  // Profiles
  profile_invalid: {
    status: 422,
    title: 'The profile cannot be saved as it is',
    remedy: 'Correct the places under `errors`. Nothing was saved.',
  },
  too_many_profiles: {
    status: 409,
    title: 'You have as many profiles as one person may have',
    remedy: 'Delete one that no campaign names, or change one there is.',
  },
  profile_in_use: {
    status: 409,
    title: 'Campaigns name this profile',
    remedy: 'Switch it off instead: it is then chosen for nobody. Drafts can be changed to do without it.',
  },
  logo_unreadable: {
    status: 422,
    title: 'The file is no picture that can be used',
    remedy: 'Send a PNG, JPEG or WebP of at most 512 kB, as the body of the request.',
  },
  // Compliance
  rule_invalid: {
    status: 422,
    title: 'The rule cannot be saved as it is',
    remedy: 'Correct the places under `errors`; an example that fails is named there. Nothing was saved.',
  },
  too_many_rules: {
    status: 409,
    title: 'The workspace has as many rules as it may have',
    remedy: 'Change or reuse one of the rules there are.',
  },
  flag_decided: {
    status: 409,
    title: 'Somebody has decided about this flag',
    remedy: 'Read it again.',
  },
  own_message: {
    status: 409,
    title: 'You sent or wrote this message yourself',
    remedy: 'Ask somebody else of compliance or administration to decide about it.',
  },
  not_held: {
    status: 409,
    title: 'This message is not held by a rule',
    remedy: 'Read it again: it was released, refused or sent meanwhile.',
  },
  second_person_needed: {
    status: 409,
    title: 'A second person has to release this message',
    remedy:
      'Two people let it go, neither of them its author: ask somebody else of compliance or administration.',
  },
  hold_lifted: {
    status: 409,
    title: 'This legal hold was lifted',
    remedy: 'Read it again.',
  },
  hold_second_person: {
    status: 409,
    title: 'A second person has to lift this legal hold',
    remedy: 'Ask another administrator, or a compliance officer, who lifts it alone.',
  },
  legal_hold: {
    status: 409,
    title: 'A legal hold keeps this person’s records',
    remedy: 'Ask a compliance officer; once the hold is lifted it can be done.',
  },
  kept_too_short: {
    status: 409,
    title: 'The law asks for a longer time',
    remedy: 'Choose at least the months named under `errors`, or other rules that apply to you.',
  },
  // Senders and callbacks
  device_exists: {
    status: 409,
    title: 'A device with this identifier exists',
    remedy: 'Open the existing device.',
  },
  account_not_held: {
    status: 409,
    title: 'This account is not held',
    remedy: 'Read it again: somebody has decided already, or the platform never stopped it.',
  },
  portfolio_exists: {
    status: 409,
    title: 'A portfolio with this id of the platform exists',
    remedy: 'Open the existing portfolio.',
  },
  scope_missing: {
    status: 403,
    title: 'The API key may not do this',
    remedy:
      'Make a key with the scope named in the detail. What has no scope is done by a person who signs in.',
  },
  too_many_keys: {
    status: 409,
    title: 'There are as many API keys as one person may have',
    remedy: 'Revoke the ones that are not used any more.',
  },
  foreign_agent_token: {
    status: 403,
    title: 'This token belongs to another device',
    remedy: 'Use the device id the token was made for, or make a token for this device.',
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
