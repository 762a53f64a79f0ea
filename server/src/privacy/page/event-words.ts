// What happened, said to the person it happened to. Entries that are about no person are not in a copy; a test holds the list
// against those that are.
import type { EventType } from '@sampark/contracts/event-types.ts';
import type { Both } from './code-words.ts';

const words = {
  'prospect.created': ['You were added to our records', 'আপনাকে আমাদের নথিতে যোগ করা হয়েছে'],
  'prospect.updated': ['Your details were changed', 'আপনার তথ্য বদলানো হয়েছে'],
  'prospect.deleted': ['Your record was deleted', 'আপনার নথি মোছা হয়েছে'],
  'prospect.erased': ['Your details were erased', 'আপনার তথ্য মুছে ফেলা হয়েছে'],
  'prospect.records_destroyed': [
    'The time to keep your records was over: they were destroyed',
    'আপনার নথি রাখার সময় শেষ হয়েছে: সেগুলো নষ্ট করা হয়েছে',
  ],
  'prospect.shared': ['A further colleague looks after you', 'আরও একজন সহকর্মী আপনার দেখাশোনা করেন'],
  'prospect.held': [
    'Messages to you were stopped until somebody looks',
    'কেউ দেখার আগ পর্যন্ত আপনাকে বার্তা পাঠানো থামানো হয়েছে',
  ],
  'prospect.released': ['Messages to you may go on', 'আপনাকে আবার বার্তা পাঠানো যাবে'],
  'consent.granted': ['You agreed', 'আপনি রাজি হয়েছেন'],
  'consent.withdrawn': ['You no longer agree', 'আপনি আর রাজি নন'],
  'suppression.added': ['We must not write to you there any more', 'সেখানে আমরা আপনাকে আর লিখতে পারি না'],
  'suppression.lifted': ['We may write to you there again', 'সেখানে আমরা আবার আপনাকে লিখতে পারি'],
  'start_link.made': ['An invitation to agree was made', 'রাজি হওয়ার আমন্ত্রণ তৈরি হয়েছে'],
  'preferences.revoked': [
    'Your old links to your preferences were made worthless',
    'আপনার পছন্দের পুরোনো লিংকগুলো অকেজো করা হয়েছে',
  ],
  'identity.learned': ['A channel you can be reached on was learned', 'আপনাকে পাওয়ার একটি মাধ্যম জানা গেছে'],
  'identity.lost': ['You are no longer reachable on a channel', 'একটি মাধ্যমে আপনাকে আর পাওয়া যায় না'],
  'message.queued': ['A message to you was prepared', 'আপনার জন্য একটি বার্তা তৈরি হয়েছে'],
  'message.sending': ['A message to you was handed over', 'আপনার বার্তা পাঠাতে দেওয়া হয়েছে'],
  'message.sent': ['A message to you was sent', 'আপনাকে একটি বার্তা পাঠানো হয়েছে'],
  'message.delivered': ['A message to you was delivered', 'আপনার কাছে একটি বার্তা পৌঁছেছে'],
  'message.read': ['You read a message', 'আপনি একটি বার্তা পড়েছেন'],
  'message.retrying': ['A message to you is tried again', 'আপনার বার্তা আবার পাঠানোর চেষ্টা হচ্ছে'],
  'message.failed': ['A message to you failed', 'আপনাকে পাঠানো বার্তা ব্যর্থ হয়েছে'],
  'message.unknown': [
    'It is not known whether a message reached you',
    'একটি বার্তা আপনার কাছে পৌঁছেছে কি না জানা নেই',
  ],
  'message.cancelled': ['A message to you was cancelled', 'আপনার একটি বার্তা বাতিল হয়েছে'],
  'message.skipped': ['A message to you was not sent', 'আপনাকে একটি বার্তা পাঠানো হয়নি'],
  'message.held': ['A message to you was held back', 'আপনার একটি বার্তা আটকানো হয়েছে'],
  'message.rescheduled': ['A message to you was put off', 'আপনার একটি বার্তা পিছিয়ে দেওয়া হয়েছে'],
  'message.settled': [
    'An unclear message to you was settled',
    'আপনাকে পাঠানো একটি অনিশ্চিত বার্তার নিষ্পত্তি হয়েছে',
  ],
  'message.flagged': ['A rule asked for a look at a message to you', 'একটি নিয়ম আপনার বার্তা দেখতে বলেছে'],
  'message.release_asked': [
    'A colleague wanted a held message released',
    'একজন সহকর্মী আটকানো বার্তা ছাড়তে চেয়েছেন',
  ],
  'message.released': ['A held message was released', 'আটকানো বার্তা ছাড়া হয়েছে'],
  'message.release_withdrawn': [
    'The wish to release a message was taken back',
    'বার্তা ছাড়ার অনুরোধ ফিরিয়ে নেওয়া হয়েছে',
  ],
  'message.refused': [
    'A colleague decided not to send a held message',
    'একজন সহকর্মী আটকানো বার্তা না পাঠানোর সিদ্ধান্ত নিয়েছেন',
  ],
  'message.replied': ['You answered a message', 'আপনি একটি বার্তার উত্তর দিয়েছেন'],
  'message.inbound': ['You wrote to us', 'আপনি আমাদের লিখেছেন'],
  'conversation.changed': [
    'The conversation with you was opened, closed or assigned',
    'আপনার সঙ্গে কথোপকথন খোলা, বন্ধ বা কাউকে দেওয়া হয়েছে',
  ],
  'message.link_visited': ['You opened a link of a message', 'আপনি একটি বার্তার লিঙ্ক খুলেছেন'],
  'conversion.recorded': ['You became a client', 'আপনি গ্রাহক হয়েছেন'],
  'flag.assigned': [
    'A colleague was to look at a message to you',
    'একজন সহকর্মীকে আপনার বার্তা দেখতে দেওয়া হয়েছে',
  ],
  'flag.decided': [
    'A colleague decided about a message to you',
    'একজন সহকর্মী আপনার বার্তা নিয়ে সিদ্ধান্ত দিয়েছেন',
  ],
  'flag.reopened': [
    'A decision about a message to you was taken back',
    'আপনার বার্তা নিয়ে সিদ্ধান্ত ফিরিয়ে নেওয়া হয়েছে',
  ],
  'privacy_request.received': ['You asked for something about your data', 'আপনি আপনার তথ্য নিয়ে কিছু চেয়েছেন'],
  'privacy_request.changed': ['Your request was worked on', 'আপনার অনুরোধ নিয়ে কাজ হয়েছে'],
  'privacy_request.due': ['The last day of your request came near', 'আপনার অনুরোধের শেষ দিন কাছে এসেছে'],
  'privacy_request.closed': ['Your request was answered', 'আপনার অনুরোধের উত্তর দেওয়া হয়েছে'],
  'export.made': ['A copy like this one was made', 'এ রকম একটি কপি তৈরি হয়েছে'],
  'keys.unusable': ['Your key could not be opened', 'আপনার চাবি খোলা যায়নি'],
  'legal_hold.made': ['Your records have to be kept', 'আপনার নথি রাখতে হবে'],
  'legal_hold.lift_asked': [
    'Your records are perhaps no longer to be kept',
    'আপনার নথি হয়তো আর রাখতে হবে না',
  ],
  'legal_hold.lifted': ['Your records need no longer be kept', 'আপনার নথি আর রাখতে হবে না'],
} as const satisfies Partial<Record<EventType, Both>>;

export const eventWords: Readonly<Record<string, Both>> = words;
