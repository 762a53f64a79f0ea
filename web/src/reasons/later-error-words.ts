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
  proof_needed: {
    title: msg`Show again that it is you`,
    remedy: msg`Sign in again, then repeat this.`,
  },
  second_factor_set: {
    title: msg`A second factor is set up already`,
    remedy: msg`Remove it first, or keep it.`,
  },
  second_factor_missing: {
    title: msg`There is no second factor`,
    remedy: msg`Load the page again: somebody may have removed it.`,
  },
  second_factor_required: {
    title: msg`Your workspace requires a second factor`,
    remedy: msg`Ask an administrator to reset it; you set up the new one at the next sign-in.`,
  },
  single_sign_on_missing: {
    title: msg`There is no single sign-on for this address`,
    remedy: msg`Enter your work e-mail address, or sign in with your password.`,
  },
  single_sign_on_required: {
    title: msg`Your workspace wants you to use single sign-on`,
    remedy: msg`Choose “Continue with single sign-on” on the sign-in page.`,
  },
  single_sign_on_unlinked: {
    title: msg`There is no connection to a sign-in provider`,
    remedy: msg`Use the password. Signing in through the provider once makes the connection.`,
  },
  provider_unreachable: {
    title: msg`The sign-in provider cannot be used now`,
    remedy: msg`Try again in a minute, or use your password. If it stays, an administrator finds the reason with “Check connection” in Settings, Sign-in.`,
  },
  provider_refused: {
    title: msg`The sign-in provider did not let you in`,
    remedy: msg`Try again. If it stays, ask whoever runs the provider whether you may use Sampark.`,
  },
  provider_answer_invalid: {
    title: msg`The sign-in provider’s answer cannot be trusted`,
    remedy: msg`Start again from the sign-in page. If it stays, an administrator finds the reason in the audit trail.`,
  },
  provider_email_unverified: {
    title: msg`The sign-in provider has not verified your e-mail address`,
    remedy: msg`Confirm your address at the provider, then sign in again.`,
  },
  provider_domain_foreign: {
    title: msg`Your e-mail address is not of this workspace’s domains`,
    remedy: msg`Choose your work account at the provider, or ask an administrator to add the domain.`,
  },
  not_invited: {
    title: msg`Nobody has invited you to this workspace`,
    remedy: msg`Ask an administrator for an invitation.`,
  },
  account_disabled: {
    title: msg`Your account is switched off`,
    remedy: msg`Ask an administrator to switch it on.`,
  },
  provider_account_changed: {
    title: msg`This address belonged to another account at the sign-in provider`,
    remedy: msg`Ask an administrator to remove the old connection in Settings, Users.`,
  },
  provider_proof_stale: {
    title: msg`The sign-in provider did not ask you again`,
    remedy: msg`Sign in there with the account you use here, or sign out of Sampark and in again.`,
  },
  provider_untried: {
    title: msg`Nobody has signed in through this provider yet`,
    remedy: msg`Sign in with it once, then switch passwords off.`,
  },
  domain_taken: {
    title: msg`Another workspace uses this domain`,
    remedy: msg`Remove it there first, or leave it out.`,
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
    title: msg`What happened with this person has to be kept`,
    remedy: msg`What was sent and agreed to must stay provable. To stop messages, record that the person wants none; an administrator can erase who they are.`,
  },
  person_erased: {
    title: msg`The person with this number asked to be forgotten`,
    remedy: msg`Nothing is kept about them any more. Only they themselves can come back, by writing to you.`,
  },
  person_key_unusable: {
    title: msg`The key of this person cannot be opened`,
    remedy: msg`Ask an administrator: the row of the key has to come from a backup. Nothing is sent until then.`,
  },
  needs_sharing: {
    title: msg`This person is in a colleague’s book`,
    remedy: msg`Ask an administrator to share the relationship with you.`,
  },
  opted_out: {
    title: msg`This person asked not to be messaged`,
    remedy: msg`Only they can take that back, by writing to you or opening your link.`,
  },
  request_open: {
    title: msg`The same request of this person is open`,
    remedy: msg`Go on with that one; what is new can be noted on it.`,
  },
  request_closed: {
    title: msg`This request has been answered`,
    remedy: msg`What the person asks now is a new request.`,
  },
  request_not_extendable: {
    title: msg`This request takes no more time`,
    remedy: msg`It is extended once, within the first month. Answer it as soon as you can.`,
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
  experiment_state: {
    title: msg`The experiment’s present state does not allow this`,
    remedy: msg`Reload the page to see how it stands.`,
  },
  experiment_too_early: {
    title: msg`The numbers do not say yet that this version wins`,
    remedy: msg`Wait for the verdict, or say why you decide without it: the reason is kept.`,
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
  outcome_known: {
    title: msg`There is nothing left to decide here`,
    remedy: msg`Its outcome became known, or somebody has decided. Load the page again.`,
  },
  settling: {
    title: msg`This is still being settled by itself`,
    remedy: msg`Wait until the time shown with the message; then it can be sent again.`,
  },
  profile_invalid: {
    title: msg`The profile cannot be saved as it is`,
    remedy: msg`Correct what is named below. Nothing was saved.`,
  },
  too_many_profiles: {
    title: msg`You have as many profiles as one person may have`,
    remedy: msg`Delete one that no campaign names, or change one there is.`,
  },
  profile_in_use: {
    title: msg`Campaigns name this profile`,
    remedy: msg`Switch it off instead: it is then chosen for nobody.`,
  },
  logo_unreadable: {
    title: msg`This file is no picture that can be used`,
    remedy: msg`Choose a PNG, JPEG or WebP of at most 512 kB.`,
  },
  segment_in_use: {
    title: msg`Campaigns use this segment`,
    remedy: msg`Wait until they are over, or cancel them; then try again.`,
  },
  segment_missing: {
    title: msg`The campaign’s segment is gone`,
    remedy: msg`Choose another segment for the campaign.`,
  },
  segment_too_slow: {
    title: msg`Counting these people takes too long`,
    remedy: msg`Narrow the condition: name a campaign or fewer days.`,
  },
  too_many_segments: {
    title: msg`You have as many segments as one person may have`,
    remedy: msg`Change or delete one of your segments.`,
  },
  rule_invalid: {
    title: msg`The rule cannot be saved as it is`,
    remedy: msg`Correct what is named below. Nothing was saved.`,
  },
  too_many_rules: {
    title: msg`There are as many rules as possible`,
    remedy: msg`Change or switch off one of the rules there are.`,
  },
  flag_decided: {
    title: msg`Somebody has decided about this`,
    remedy: msg`Load the page again.`,
  },
  own_message: {
    title: msg`You sent or wrote this message yourself`,
    remedy: msg`Ask somebody else of compliance or administration to decide about it.`,
  },
  not_held: {
    title: msg`This message is not held by a rule`,
    remedy: msg`Load it again: it was released, refused or sent meanwhile.`,
  },
  second_person_needed: {
    title: msg`A second person has to release this message`,
    remedy: msg`Two people let it go, neither of them its author: ask somebody else of compliance or administration.`,
  },
  hold_lifted: {
    title: msg`This legal hold was lifted`,
    remedy: msg`Load it again.`,
  },
  hold_second_person: {
    title: msg`A second person has to lift this legal hold`,
    remedy: msg`Ask another administrator, or a compliance officer, who lifts it alone.`,
  },
  legal_hold: {
    title: msg`A legal hold keeps this person’s records`,
    remedy: msg`Ask a compliance officer; once the hold is lifted it can be done.`,
  },
  kept_too_short: {
    title: msg`The law asks for a longer time`,
    remedy: msg`Choose at least the time it names, or other rules that apply to you.`,
  },
  device_exists: {
    title: msg`This device is here already`,
    remedy: msg`Open it from the list of senders.`,
  },
  account_not_held: {
    title: msg`This sender is not held`,
    remedy: msg`Load it again: somebody has decided already, or the platform never stopped it.`,
  },
  portfolio_exists: {
    title: msg`A portfolio with this id of the platform is here already`,
    remedy: msg`Open it from the list of portfolios.`,
  },
  scope_missing: {
    title: msg`The API key may not do this`,
    remedy: msg`Make a key with the scope it needs, or sign in.`,
  },
  too_many_keys: {
    title: msg`There are as many API keys as one person may have`,
    remedy: msg`Revoke the ones that are not used any more.`,
  },
  foreign_agent_token: {
    title: msg`This token belongs to another device`,
    remedy: msg`Make a token for this device.`,
  },
  platform_refused: {
    title: msg`The platform did not accept this`,
    remedy: msg`Check the account’s address and credentials, then try again.`,
  },
};
