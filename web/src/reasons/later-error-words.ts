// What the server's further error codes mean and what to do, for the pages behind the first one. Typed to be complete:
// with the first page's codes, a new code of the server does not compile until it is explained.
import type { ErrorCode } from '@sampark/contracts/errors.ts';
import { msg } from '@lingui/core/macro';
import { ourFault, type ErrorWords, type firstErrorWords } from '../lib/error-words.ts';

/** What only a mistake in this dashboard, or one older than the server, can cause. */
const reload: ErrorWords = {
  title: msg`This page and the server do not understand each other`,
  remedy: msg`Load the page again. If it stays, give your administrator the request id.`,
};
const onePressOnly: ErrorWords = {
  title: msg`This is being done already`,
  remedy: msg`Wait a moment, then look whether it is there.`,
};

export const laterErrorWords: Record<Exclude<ErrorCode, keyof typeof firstErrorWords>, ErrorWords> = {
  malformed_json: reload,
  method_not_allowed: reload,
  unsupported_media_type: reload,
  invalid_cursor: reload,
  version_required: reload,
  query_too_costly: reload,
  callback_unverified: ourFault,
  callback_unknown_account: ourFault,
  idempotency_key_reused: onePressOnly,
  idempotency_in_progress: onePressOnly,
  body_too_large: { title: msg`This is too large`, remedy: msg`Send less at once.` },
  version_conflict: {
    title: msg`Somebody changed this in the meantime`,
    remedy: msg`Load it again, then make your change once more.`,
  },
  wrong_password: {
    title: msg`The present password is not right`,
    remedy: msg`Enter the password you signed in with.`,
  },
  demo_only: {
    title: msg`This exists in the demo only`,
    remedy: msg`A workspace with real people has no simulators.`,
  },
  last_admin: {
    title: msg`A workspace needs at least one administrator`,
    remedy: msg`Make somebody else an administrator first.`,
  },
  invalid_phone_number: {
    title: msg`This phone number is not valid`,
    remedy: msg`Write it with its country code, such as +8801712345678.`,
  },
  prospect_exists: {
    title: msg`Somebody with this number is here already`,
    remedy: msg`Search for the number and open that person.`,
  },
  prospect_has_history: {
    title: msg`Messages were exchanged with this person`,
    remedy: msg`What was sent must stay provable. To stop messages, record that the person wants none.`,
  },
  needs_sharing: {
    title: msg`This person is in a colleague’s book`,
    remedy: msg`Ask an administrator to share the relationship with you.`,
  },
  opted_out: {
    title: msg`This person asked not to be messaged`,
    remedy: msg`Only they can take that back, by writing to you or opening your link.`,
  },
  import_not_csv: {
    title: msg`This file is not a CSV`,
    remedy: msg`Save it as CSV (comma, semicolon or tab) and drop that.`,
  },
  import_header_missing: {
    title: msg`No column looks like phone numbers`,
    remedy: msg`Say yourself which column holds them.`,
  },
  import_mapping_invalid: {
    title: msg`The chosen columns do not fit this file`,
    remedy: msg`Choose each column once, and only columns of this file.`,
  },
  import_too_large: {
    title: msg`The file is larger than 1 GB`,
    remedy: msg`Split it and import the parts.`,
  },
  import_not_finished: {
    title: msg`This import is still running`,
    remedy: msg`Wait until it has finished.`,
  },
  import_not_undoable: {
    title: msg`This import cannot be undone any more`,
    remedy: msg`It was undone already, or did not finish.`,
  },
  campaign_state: {
    title: msg`The campaign’s present state does not allow this`,
    remedy: msg`Load the page again to see what is possible now.`,
  },
  campaign_frozen: {
    title: msg`The words are fixed once a campaign is running`,
    remedy: msg`Copy the campaign and change the copy.`,
  },
  campaign_not_ready: {
    title: msg`The campaign cannot be launched yet`,
    remedy: msg`Resolve every point of the list first.`,
  },
  template_invalid: {
    title: msg`There is a fault in the words`,
    remedy: msg`Every pair of opening braces needs its closing pair.`,
  },
  template_variable_unknown: {
    title: msg`The words use a variable that does not exist`,
    remedy: msg`Choose one from the list, or give it a default.`,
  },
  channel_unavailable: {
    title: msg`No sender for this channel`,
    remedy: msg`Ask an administrator to connect one, or choose another channel.`,
  },
  recipient_unreachable: {
    title: msg`This person cannot be reached that way`,
    remedy: msg`Choose another channel.`,
  },
  reply_window_closed: {
    title: msg`WhatsApp’s 24-hour reply window is closed`,
    remedy: msg`Send an approved template instead.`,
  },
  device_exists: {
    title: msg`This device is here already`,
    remedy: msg`Open it from the list of senders.`,
  },
  platform_refused: {
    title: msg`The platform did not accept this`,
    remedy: msg`Check the account’s address and credentials, then try again.`,
  },
};
