import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { CircleCheck, CircleX, Clock, LoaderCircle, Undo2 } from 'lucide-react';
import type { Item } from '../../api/client.ts';
import type { StatusWords } from '../../lib/words.ts';

export type Import = Item<'GET /api/v1/imports'>;

export const importWords: Record<Import['status'], StatusWords> = {
  uploaded: {
    icon: Clock,
    tone: 'info',
    word: msg`Waiting`,
    meaning: msg`The file is here and is read in a moment.`,
  },
  running: {
    icon: LoaderCircle,
    tone: 'info',
    word: msg`Reading`,
    meaning: msg`Rows are read and checked. You can leave this page.`,
  },
  completed: {
    icon: CircleCheck,
    tone: 'ok',
    word: msg`Done`,
    meaning: msg`Every row was read: added, updated or rejected.`,
  },
  failed: {
    icon: CircleX,
    tone: 'danger',
    word: msg`Stopped`,
    meaning: msg`The file could not be read to its end.`,
  },
  undoing: {
    icon: LoaderCircle,
    tone: 'warn',
    word: msg`Being undone`,
    meaning: msg`What the import changed is put back.`,
  },
  undone: {
    icon: Undo2,
    tone: 'neutral',
    word: msg`Undone`,
    meaning: msg`What the import changed was put back.`,
  },
};

/** Why a row was rejected, and what makes it right. */
export const rejectWords: Record<string, MessageDescriptor> = {
  age_invalid: msg`The age is no number of years`,
  consent_channel_unknown: msg`The consent names a channel we do not know`,
  consent_purpose_unknown: msg`The consent names a purpose we do not know`,
  consent_unclear: msg`It is not clear whether this means yes or no: write yes or no`,
  date_invalid: msg`The date cannot be read: write it as 2026-03-14`,
  email_invalid: msg`The e-mail address is not complete`,
  lead_score_invalid: msg`The score has to be a whole number from 0 to 100`,
  phone_missing: msg`There is no phone number`,
  phone_invalid: msg`The phone number is not complete or has too many digits`,
  phone_rounded: msg`A spreadsheet shortened this number and its last digits are lost: write the whole number`,
  encoding_damaged: msg`A character here cannot be read: write it again, or export the file as UTF-8`,
  language_unknown: msg`The language is not known: write a code such as bn or en`,
  country_unknown: msg`The country is not known: write a code such as BD or GB`,
  time_zone_unknown: msg`The time zone is not known: write a name such as Asia/Dhaka`,
  owner_unknown: msg`No active user here has this e-mail address`,
  needs_sharing: msg`Somebody else looks after this person: an administrator can share them with you`,
  person_erased: msg`This person asked to be forgotten and is not taken up again`,
  changed_meanwhile: msg`This person was changed while the row was read: import the row again`,
  too_few_columns: msg`The row has fewer columns than the header`,
  too_many_columns: msg`The row has more columns than the header: a comma may need quotes around its cell`,
  too_long: msg`The value is too long`,
};

/** What a column can become. */
export const fieldWords: Record<string, MessageDescriptor> = {
  phone: msg`Phone`,
  email: msg`E-mail`,
  name: msg`Full name`,
  first_name: msg`First name`,
  last_name: msg`Last name`,
  language: msg`Language`,
  country: msg`Country`,
  time_zone: msg`Time zone`,
  age: msg`Age`,
  location: msg`City or place`,
  interests: msg`Interests`,
  asset_class_interests: msg`Interest in asset classes`,
  lead_score: msg`Score`,
  owner_email: msg`E-mail of the portfolio manager`,
  consent_channels: msg`Consent: which channels`,
  consent_purposes: msg`Consent: for what`,
  consent_source: msg`Consent: where it was given`,
  consent_date: msg`Consent: when`,
  'consent:whatsapp': msg`Consent on WhatsApp`,
  'consent:telegram': msg`Consent on Telegram`,
  'consent:signal': msg`Consent on Signal`,
  'consent:imessage': msg`Consent on iMessage`,
  optout: msg`Opted out of everything`,
  'optout:whatsapp': msg`Opted out on WhatsApp`,
  'optout:telegram': msg`Opted out on Telegram`,
  'optout:signal': msg`Opted out on Signal`,
  'optout:imessage': msg`Opted out on iMessage`,
};
