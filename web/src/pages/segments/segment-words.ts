// Fields, operators and answers as people read them, in lists of choices.
import type { SegmentField } from '@sampark/contracts/segment-fields.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { consents, fieldGroups, outcomes } from './fields.ts';
import type { GroupKind } from './tree.ts';

export const fieldGroupWords: Record<(typeof fieldGroups)[number], MessageDescriptor> = {
  person: msg`About the person`,
  interests: msg`Interests and details`,
  reach: msg`Reach and consent`,
  answers: msg`Messages and replies`,
};

export const fieldWords: Record<SegmentField, { name: MessageDescriptor; hint: MessageDescriptor }> = {
  country: { name: msg`Country`, hint: msg`Where the person lives` },
  language: { name: msg`Language`, hint: msg`What the person speaks` },
  time_zone: { name: msg`Time zone`, hint: msg`Whose clock they live by` },
  name: { name: msg`Name`, hint: msg`Any part of it` },
  email: { name: msg`E-mail address`, hint: msg`Any part of it` },
  phone_number: { name: msg`Phone number`, hint: msg`How it begins, with the country code` },
  created_at: { name: msg`Came in`, hint: msg`When the person came into your book` },
  import: { name: msg`Import`, hint: msg`The person was in one of your imports` },
  lead_score: { name: msg`Lead score`, hint: msg`From 0 to 100` },
  interests: { name: msg`Interests`, hint: msg`Interests and asset classes` },
  demographics: { name: msg`Detail`, hint: msg`Such as age or location` },
  attributes: { name: msg`Imported column`, hint: msg`A further column of your imports` },
  identity: { name: msg`Address`, hint: msg`An address is known on a channel, and works` },
  consent: { name: msg`Consent`, hint: msg`Agreed or withdrawn, by channel and purpose` },
  opted_out: { name: msg`Opt-out`, hint: msg`Stopped messages, or withdrew consent` },
  last_reply: { name: msg`Last reply`, hint: msg`When the person last wrote to you` },
  last_written: { name: msg`Last message`, hint: msg`When the person was last written to` },
  campaign: { name: msg`Campaign`, hint: msg`What became of its message: read, answered…` },
};

export const groupWords: Record<GroupKind, { choice: MessageDescriptor; between: MessageDescriptor }> = {
  all: { choice: msg`All of these hold`, between: msg`and` },
  any: { choice: msg`At least one of these holds`, between: msg`or` },
  none: { choice: msg`None of these holds`, between: msg`nor` },
};

type Both = { is: MessageDescriptor; not: MessageDescriptor };
const known: Both = { is: msg`is known`, not: msg`is not known` };
const common: Record<string, Both> = {
  in: { is: msg`is one of`, not: msg`is none of` },
  contains: { is: msg`contains`, not: msg`does not contain` },
  starts_with: { is: msg`begins with`, not: msg`does not begin with` },
  at_least: { is: msg`is at least`, not: msg`is not at least` },
  at_most: { is: msg`is at most`, not: msg`is not at most` },
  more_than: { is: msg`is above`, not: msg`is not above` },
  less_than: { is: msg`is below`, not: msg`is not below` },
  between: { is: msg`is between`, not: msg`is not between` },
  equals: { is: msg`is`, not: msg`is not` },
  within_days: { is: msg`in the last days`, not: msg`not in the last days` },
  after: { is: msg`on or after`, not: msg`not on or after` },
  before: { is: msg`before`, not: msg`not before` },
  exists: known,
};
const special: Partial<Record<SegmentField, Record<string, Both>>> = {
  interests: { contains: { is: msg`include one of`, not: msg`include none of` } },
  identity: { exists: { is: msg`is known and works`, not: msg`is missing or does not work` } },
  opted_out: { exists: { is: msg`is on record`, not: msg`is not on record` } },
  last_reply: { exists: { is: msg`at any time`, not: msg`never` } },
  campaign: { equals: { is: msg`the person`, not: msg`not so: the person` } },
};
const timed: Record<string, Both> = { between: { is: msg`between`, not: msg`not between` } };

export function operatorWords(field: SegmentField, op: string, not: boolean): MessageDescriptor {
  const both =
    special[field]?.[op] ??
    (field === 'created_at' || field === 'last_reply' ? timed[op] : undefined) ??
    common[op] ??
    known;
  return not ? both.not : both.is;
}

export const outcomeWords: Record<(typeof outcomes)[number], MessageDescriptor> = {
  sent: msg`was sent it`,
  delivered: msg`received it`,
  read: msg`read it`,
  not_read: msg`was sent it and did not read it`,
  replied: msg`answered it`,
  failed: msg`could not be sent it`,
};

export const consentWords: Record<(typeof consents)[number], MessageDescriptor> = {
  granted: msg`given`,
  withdrawn: msg`withdrawn`,
  none: msg`never spoken about`,
};
