// What each kind of event says in a person's timeline.
import type { EventType } from '@sampark/contracts/event-types.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  Ban,
  Check,
  CheckCheck,
  CircleHelp,
  CircleX,
  Eye,
  Hand,
  History,
  Link2,
  MessageSquare,
  MousePointerClick,
  Pencil,
  Send,
  ShieldCheck,
  ShieldX,
  SkipForward,
  Target,
  UserPlus,
  type LucideIcon,
} from 'lucide-react';

type Words = { icon: LucideIcon; text: MessageDescriptor };

const known: Partial<Record<EventType, Words>> = {
  'prospect.created': { icon: UserPlus, text: msg`Added` },
  'prospect.updated': { icon: Pencil, text: msg`Record changed` },
  'prospect.shared': { icon: UserPlus, text: msg`Put into another book` },
  'prospect.held': { icon: Hand, text: msg`Held: what they wrote reads like a refusal` },
  'prospect.released': { icon: Check, text: msg`Messages may go on` },
  'consent.granted': { icon: ShieldCheck, text: msg`Consent recorded` },
  'consent.withdrawn': { icon: ShieldX, text: msg`Consent withdrawn` },
  'suppression.added': { icon: Ban, text: msg`Put on the do-not-contact list` },
  'suppression.lifted': { icon: Check, text: msg`Taken off the do-not-contact list` },
  'identity.learned': { icon: Link2, text: msg`Now known on this channel` },
  'identity.lost': { icon: Link2, text: msg`No longer reachable on this channel` },
  'message.sent': { icon: Send, text: msg`Message sent` },
  'message.delivered': { icon: CheckCheck, text: msg`Delivered` },
  'message.read': { icon: Eye, text: msg`Read` },
  'message.failed': { icon: CircleX, text: msg`Message failed` },
  'message.unknown': { icon: CircleHelp, text: msg`It may or may not have gone out` },
  'message.skipped': { icon: SkipForward, text: msg`Not sent: the rules did not allow it` },
  'message.held': { icon: Hand, text: msg`Message held until somebody decides` },
  'message.cancelled': { icon: Ban, text: msg`Message cancelled before it went out` },
  'message.replied': { icon: MessageSquare, text: msg`Counted as a reply to a campaign` },
  'message.inbound': { icon: MessageSquare, text: msg`They wrote` },
  'message.link_visited': { icon: MousePointerClick, text: msg`Opened a link of the message` },
  'conversion.recorded': { icon: Target, text: msg`Became a client` },
};

const other: Words = { icon: History, text: msg`Changed` };
const campaign = msg`See the campaign`;

export function entryWords(type: string): Words & { campaign: MessageDescriptor } {
  return { ...(known[type as EventType] ?? other), campaign };
}
