// What each kind of entry says, as a sentence. `who` did it, or Sampark itself.
import type { EventType } from '@sampark/contracts/event-types.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  Ban,
  CircleHelp,
  CircleX,
  Download,
  FileUp,
  Flag,
  Hand,
  History,
  KeyRound,
  LockKeyhole,
  MessageSquare,
  MousePointerClick,
  FlaskConical,
  Palette,
  Scale,
  Send,
  Settings,
  ShieldAlert,
  ShieldCheck,
  ShieldX,
  Smartphone,
  Target,
  UserRound,
  UserRoundPen,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { Tone } from '../../ui/status.tsx';

export type EntryWords = { icon: LucideIcon; tone?: Tone; says: MessageDescriptor };

/** One for every type: entry-words.test.ts says which lacks its words. */
const known: Partial<Record<EventType, EntryWords>> = {
  'user.logged_in': { icon: KeyRound, says: msg({ message: '{who} signed in' }) },
  'user.login_failed': {
    icon: KeyRound,
    tone: 'warn',
    says: msg({ message: 'Somebody failed to sign in as {who}' }),
  },
  'user.logged_out': { icon: KeyRound, says: msg({ message: '{who} signed out' }) },
  'user.invited': { icon: Users, says: msg({ message: '{who} invited a colleague: {subject}' }) },
  'user.joined': { icon: Users, says: msg({ message: '{subject} joined the workspace' }) },
  'user.changed': { icon: UserRound, says: msg({ message: '{who} changed the account of {subject}' }) },
  'user.proved': { icon: KeyRound, says: msg({ message: '{who} showed again who they are' }) },
  'user.second_factor_set': {
    icon: ShieldCheck,
    tone: 'ok',
    says: msg({ message: '{who} set up a second factor' }),
  },
  'user.second_factor_removed': {
    icon: ShieldX,
    tone: 'warn',
    says: msg({ message: '{who} removed the second factor of {subject}' }),
  },
  'user.recovery_codes_made': {
    icon: KeyRound,
    says: msg({ message: '{who} made new recovery codes' }),
  },
  'user.password_link_made': {
    icon: KeyRound,
    says: msg({ message: '{who} made a link to a new password for {subject}' }),
  },
  'user.password_reset': {
    icon: KeyRound,
    says: msg({ message: '{subject} chose a new password with a link' }),
  },
  'sign_in.changed': {
    icon: Settings,
    tone: 'info',
    says: msg({ message: '{who} changed how people sign in' }),
  },
  'single_sign_on.changed': {
    icon: Settings,
    tone: 'info',
    says: msg({ message: '{who} changed single sign-on' }),
  },
  'single_sign_on.linked': {
    icon: KeyRound,
    says: msg({ message: '{subject} signed in through the provider for the first time' }),
  },
  'single_sign_on.unlinked': {
    icon: KeyRound,
    tone: 'warn',
    says: msg({ message: '{who} removed the provider connection of {subject}' }),
  },
  'single_sign_on.refused': {
    icon: ShieldX,
    tone: 'warn',
    says: msg({ message: 'A sign-in through the provider was refused' }),
  },
  'session.reuse_detected': {
    icon: ShieldAlert,
    tone: 'danger',
    says: msg({ message: 'A copied session of {who} was used and was ended' }),
  },
  'prospect.created': { icon: Users, says: msg({ message: '{who} added {person}' }) },
  'prospect.updated': { icon: Users, says: msg({ message: '{who} changed the record of {person}' }) },
  'prospect.deleted': { icon: Users, tone: 'warn', says: msg({ message: '{who} deleted {person}' }) },
  'prospect.erased': {
    icon: Users,
    tone: 'warn',
    says: msg({ message: '{who} erased a person and everything known of them' }),
  },
  'prospect.records_destroyed': {
    icon: LockKeyhole,
    says: msg({
      message: 'The time to keep the records of an erased person was over: their key was destroyed',
    }),
  },
  'prospect.shared': { icon: Users, says: msg({ message: '{who} put {person} into another book' }) },
  'prospect.held': {
    icon: Hand,
    tone: 'warn',
    says: msg({ message: 'Nothing goes to {person} until somebody has looked: it reads like a refusal' }),
  },
  'prospect.released': { icon: Hand, says: msg({ message: '{who} let messages to {person} go on' }) },
  'consent.granted': {
    icon: ShieldCheck,
    tone: 'ok',
    says: msg({ message: 'Consent of {person} was recorded by {who}' }),
  },
  'consent.withdrawn': {
    icon: ShieldX,
    tone: 'warn',
    says: msg({ message: '{person} no longer agrees: recorded by {who}' }),
  },
  'suppression.added': {
    icon: Ban,
    tone: 'warn',
    says: msg({ message: '{who} put {person} on the do-not-contact list' }),
  },
  'suppression.lifted': {
    icon: Ban,
    says: msg({ message: '{who} took {person} off the do-not-contact list' }),
  },
  'start_link.made': { icon: ShieldCheck, says: msg({ message: '{who} made a start link for {person}' }) },
  'preferences.revoked': {
    icon: ShieldX,
    says: msg({ message: '{who} made the preference links of {person} worthless' }),
  },
  'opt_in_page.created': {
    icon: ShieldCheck,
    says: msg({ message: '{who} made the opt-in page {subject}' }),
  },
  'opt_in_page.changed': {
    icon: ShieldCheck,
    says: msg({ message: '{who} changed the opt-in page {subject}' }),
  },
  'identity.learned': { icon: UserRound, says: msg({ message: '{person} is now known on {channel}' }) },
  'identity.lost': {
    icon: UserRound,
    says: msg({ message: '{person} is no longer reachable on {channel}' }),
  },
  'import.uploaded': { icon: FileUp, says: msg({ message: '{who} uploaded a file of contacts: {subject}' }) },
  'import.started': { icon: FileUp, says: msg({ message: 'The import of {subject} began' }) },
  'import.completed': { icon: FileUp, tone: 'ok', says: msg({ message: 'The import of {subject} is done' }) },
  'import.failed': { icon: FileUp, tone: 'danger', says: msg({ message: 'The import of {subject} failed' }) },
  'import.undo_asked': {
    icon: FileUp,
    tone: 'warn',
    says: msg({ message: '{who} asked to undo the import of {subject}' }),
  },
  'import.undone': { icon: FileUp, says: msg({ message: 'The import of {subject} was undone' }) },
  'segment.created': { icon: Users, says: msg({ message: '{who} made the segment {subject}' }) },
  'segment.updated': { icon: Users, says: msg({ message: '{who} changed the segment {subject}' }) },
  'segment.deleted': { icon: Users, says: msg({ message: '{who} deleted the segment {subject}' }) },
  'template.changed': {
    icon: MessageSquare,
    says: msg({ message: 'WhatsApp changed the template {subject}' }),
  },
  'template.refreshed': {
    icon: MessageSquare,
    says: msg({ message: '{who} asked WhatsApp for its templates' }),
  },
  'campaign.created': { icon: Send, says: msg({ message: '{who} created the campaign {campaign}' }) },
  'campaign.updated': { icon: Send, says: msg({ message: '{who} changed the campaign {campaign}' }) },
  'campaign.scheduled': { icon: Send, says: msg({ message: '{who} scheduled the campaign {campaign}' }) },
  'campaign.launched': {
    icon: Send,
    tone: 'info',
    says: msg({ message: '{who} launched the campaign {campaign}' }),
  },
  'campaign.expanded': { icon: Send, says: msg({ message: 'The audience of {campaign} was drawn up' }) },
  'campaign.paused': {
    icon: Send,
    tone: 'warn',
    says: msg({ message: '{who} paused the campaign {campaign}' }),
  },
  'campaign.resumed': { icon: Send, says: msg({ message: '{who} resumed the campaign {campaign}' }) },
  'campaign.cancelled': {
    icon: Send,
    tone: 'warn',
    says: msg({ message: '{who} cancelled the campaign {campaign}' }),
  },
  'campaign.completed': {
    icon: Send,
    tone: 'ok',
    says: msg({ message: 'The campaign {campaign} is complete' }),
  },
  'campaign.channel_held': {
    icon: Hand,
    tone: 'warn',
    says: msg({ message: '{channel} of {campaign} waits for a decision' }),
  },
  'campaign.channel_released': { icon: Hand, says: msg({ message: '{channel} of {campaign} goes on' }) },
  'message.queued': { icon: Send, says: msg({ message: 'A message to {person} was queued' }) },
  'message.sending': { icon: Send, says: msg({ message: 'A message to {person} was handed over' }) },
  'message.sent': { icon: Send, says: msg({ message: 'A message to {person} was sent on {channel}' }) },
  'message.delivered': { icon: Send, says: msg({ message: 'A message to {person} was delivered' }) },
  'message.read': { icon: Send, says: msg({ message: '{person} read a message' }) },
  'message.retrying': { icon: Send, says: msg({ message: 'A message to {person} is tried again' }) },
  'message.failed': { icon: CircleX, tone: 'danger', says: msg({ message: 'A message to {person} failed' }) },
  'message.unknown': {
    icon: CircleHelp,
    tone: 'warn',
    says: msg({ message: 'A message to {person} may or may not have gone out' }),
  },
  'message.cancelled': {
    icon: Ban,
    says: msg({ message: 'A message to {person} was cancelled before it went out' }),
  },
  'message.skipped': {
    icon: ShieldX,
    tone: 'warn',
    says: msg({ message: 'A message to {person} was not sent: the rules did not allow it' }),
  },
  'message.held': {
    icon: Hand,
    tone: 'warn',
    says: msg({ message: 'A message to {person} waits for a decision' }),
  },
  'message.rescheduled': { icon: History, says: msg({ message: 'A message to {person} was put off' }) },
  'message.settled': {
    icon: CircleHelp,
    says: msg({ message: '{who} decided about an unclear message to {person}' }),
  },
  'message.flagged': {
    icon: Flag,
    tone: 'warn',
    says: msg({ message: 'A rule flagged a message to {person}' }),
  },
  'message.release_asked': {
    icon: Scale,
    says: msg({ message: '{who} wants a held message to {person} released' }),
  },
  'message.released': {
    icon: Scale,
    tone: 'ok',
    says: msg({ message: '{who} released a held message to {person}' }),
  },
  'message.release_withdrawn': {
    icon: Scale,
    says: msg({ message: '{who} took back the wish to release a message to {person}' }),
  },
  'message.refused': {
    icon: Ban,
    tone: 'warn',
    says: msg({ message: '{who} decided that a held message to {person} is not sent' }),
  },
  'message.replied': {
    icon: MessageSquare,
    says: msg({ message: 'What {person} wrote counts as a reply to {campaign}' }),
  },
  'message.inbound': { icon: MessageSquare, says: msg({ message: '{person} wrote on {channel}' }) },
  'conversation.changed': {
    icon: MessageSquare,
    says: msg({ message: '{who} closed, opened or assigned the conversation with {person}' }),
  },
  'message.link_visited': {
    icon: MousePointerClick,
    says: msg({ message: '{person} opened a link of {campaign}' }),
  },
  'conversion.recorded': { icon: Target, tone: 'ok', says: msg({ message: '{person} became a client' }) },
  'device.created': { icon: Smartphone, says: msg({ message: '{who} connected the sender {sender}' }) },
  'device.changed': { icon: Smartphone, says: msg({ message: '{who} changed the sender {sender}' }) },
  'device.health_changed': {
    icon: Smartphone,
    says: msg({ message: 'The state of the sender {sender} changed' }),
  },
  'account.paused': {
    icon: Smartphone,
    tone: 'warn',
    says: msg({ message: '{channel} paused the sender {sender}' }),
  },
  'account.held': {
    icon: Hand,
    tone: 'danger',
    says: msg({ message: '{channel} stopped the sender {sender}' }),
  },
  'account.released': { icon: Hand, says: msg({ message: '{who} let the sender {sender} go on' }) },
  'account.continued_without': {
    icon: Hand,
    says: msg({ message: '{who} decided to go on without the sender {sender}' }),
  },
  'device.agent_token_made': {
    icon: KeyRound,
    says: msg({ message: '{who} made a key for the helper of {sender}' }),
  },
  'device.agent_token_revoked': {
    icon: KeyRound,
    says: msg({ message: '{who} withdrew the key for the helper of {sender}' }),
  },
  'portfolio.created': {
    icon: Smartphone,
    says: msg({ message: '{who} made the WhatsApp portfolio {subject}' }),
  },
  'portfolio.changed': {
    icon: Smartphone,
    says: msg({ message: '{who} changed the WhatsApp portfolio {subject}' }),
  },
  'portfolio.exhausted': {
    icon: Smartphone,
    tone: 'warn',
    says: msg({ message: 'A WhatsApp portfolio reached its daily limit of people' }),
  },
  'mail.failed': { icon: CircleX, tone: 'warn', says: msg({ message: 'An e-mail could not be delivered' }) },
  'settings.changed': { icon: Settings, says: msg({ message: '{who} changed the workspace’s settings' }) },
  'experiment.created': {
    icon: FlaskConical,
    says: msg({ message: '{who} planned an experiment in {campaign}' }),
  },
  'experiment.changed': {
    icon: FlaskConical,
    says: msg({ message: '{who} changed the experiment of {campaign}' }),
  },
  'experiment.deleted': {
    icon: FlaskConical,
    says: msg({ message: '{who} took the experiment out of {campaign}' }),
  },
  'experiment.started': {
    icon: FlaskConical,
    tone: 'info',
    says: msg({ message: 'The experiment of {campaign} began' }),
  },
  'experiment.winner_found': {
    icon: FlaskConical,
    tone: 'ok',
    says: msg({ message: 'The experiment of {campaign} has found a winner' }),
  },
  'experiment.people_moved': {
    icon: FlaskConical,
    says: msg({ message: 'People of a version that is not sent any more in {campaign} were given another' }),
  },
  'experiment.variant_stopped': {
    icon: FlaskConical,
    tone: 'warn',
    says: msg({ message: 'A version in the experiment of {campaign} was stopped' }),
  },
  'experiment.decided': {
    icon: FlaskConical,
    tone: 'ok',
    says: msg({ message: '{who} declared the winner in the experiment of {campaign}' }),
  },
  'experiment.rolled_out': {
    icon: FlaskConical,
    tone: 'info',
    says: msg({ message: 'Everybody left in {campaign} gets the winner of its experiment' }),
  },
  'profile.created': { icon: Palette, says: msg({ message: '{who} made the profile {subject}' }) },
  'profile.changed': { icon: Palette, says: msg({ message: '{who} changed the profile {subject}' }) },
  'profile.deleted': {
    icon: Palette,
    tone: 'warn',
    says: msg({ message: '{who} deleted the profile {subject}' }),
  },
  'rule.created': { icon: Scale, says: msg({ message: '{who} made the rule {subject}' }) },
  'rule.changed': { icon: Scale, says: msg({ message: '{who} changed the rule {subject}' }) },
  'audit.dropping': {
    icon: History,
    says: msg({ message: 'A month of this trail has run out and is about to go' }),
  },
  'audit.dropped': {
    icon: History,
    tone: 'warn',
    says: msg({ message: 'A month of this trail had run out and was dropped' }),
  },
  'retention.changed': {
    icon: History,
    tone: 'warn',
    says: msg({ message: '{who} changed how long things are kept' }),
  },
  'retention.removed': { icon: History, says: msg({ message: 'Records that had run out were removed' }) },
  'legal_hold.made': { icon: LockKeyhole, tone: 'warn', says: msg({ message: '{who} made a legal hold' }) },
  'legal_hold.lift_asked': {
    icon: LockKeyhole,
    says: msg({ message: '{who} asked to lift a legal hold' }),
  },
  'legal_hold.lifted': {
    icon: LockKeyhole,
    tone: 'warn',
    says: msg({ message: '{who} lifted a legal hold' }),
  },
  'supervision.changed': {
    icon: Scale,
    says: msg({ message: '{who} changed what supervisors look at' }),
  },
  'rule.switched': { icon: Scale, says: msg({ message: '{who} switched the rule {subject} on or off' }) },
  'flag.assigned': { icon: Flag, says: msg({ message: '{who} assigned a flagged message' }) },
  'flag.decided': { icon: Flag, says: msg({ message: '{who} gave a verdict on a flagged message' }) },
  'flag.reopened': { icon: Flag, says: msg({ message: '{who} took back a verdict' }) },
  'privacy_request.received': {
    icon: UserRoundPen,
    tone: 'info',
    says: msg({ message: '{person} asked for something about their data: recorded by {who}' }),
  },
  'privacy_request.changed': {
    icon: UserRoundPen,
    says: msg({ message: '{who} worked on the privacy request of {person}' }),
  },
  'privacy_request.due': {
    icon: UserRoundPen,
    tone: 'warn',
    says: msg({ message: 'The last day of the privacy request of {person} is near' }),
  },
  'privacy_request.closed': {
    icon: UserRoundPen,
    tone: 'ok',
    says: msg({ message: '{who} answered the privacy request of {person}' }),
  },
  'export.made': { icon: Download, tone: 'info', says: msg({ message: '{who} took data out of Sampark' }) },
  'api_key.made': { icon: KeyRound, says: msg({ message: '{who} made a key for the API: {subject}' }) },
  'api_key.revoked': {
    icon: KeyRound,
    says: msg({ message: '{who} withdrew a key for the API: {subject}' }),
  },
  'audit.resealed': {
    icon: ShieldAlert,
    tone: 'danger',
    says: msg({ message: 'The audit trail lost entries that had been signed' }),
  },
  'keys.rotated': {
    icon: KeyRound,
    says: msg({ message: 'The keys of people were wrapped with a new master key' }),
  },
  'keys.unusable': {
    icon: KeyRound,
    tone: 'danger',
    says: msg({ message: 'The key of {person} could not be opened' }),
  },
  'audit.verified': { icon: LockKeyhole, says: msg({ message: '{who} verified the audit trail' }) },
};

const other: EntryWords = { icon: History, says: msg({ message: 'Something was changed by {who}' }) };

export function entryWords(type: string): EntryWords {
  return known[type as EventType] ?? other;
}
