// What is unfinished or wrong with a condition: why, and what to do.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { FaultCode } from './check-tree.ts';
import type { ReadFault } from './read-tree.ts';

export const faultWords: Record<FaultCode, MessageDescriptor> = {
  empty_group: msg`There is nothing in it yet. Add a condition.`,
  key_missing: msg`It says nothing yet about which one. Choose a name, or type it as it was imported.`,
  campaign_missing: msg`It names no campaign yet. Choose one.`,
  channel_missing: msg`Consent is given on a channel for a purpose. Choose both.`,
  value_missing: msg`It is not said yet what to look for. Fill it in.`,
  list_missing: msg`It is not said yet what to look for. Choose one or more.`,
  list_too_long: msg`More than 200 at once are not possible. Split it into two conditions.`,
  not_a_number: msg`This is no number of the kind that is asked for. Write it in digits.`,
  number_outside: msg`The number lies outside of what is possible. A score is from 0 to 100.`,
  range_reversed: msg`It begins after it ends. Put the smaller number first.`,
  date_missing: msg`It is not said yet when. Choose a day and a time.`,
  dates_reversed: msg`It begins after it ends. Put the earlier time first.`,
  days_outside: msg`The number of days is missing or too large. Messages are kept for a year, everything else for ten.`,
  phone_form: msg`A number begins with + and its country code, without spaces, such as +880.`,
  too_deep: msg`Groups stand more than six deep within one another. Take one apart.`,
  too_large: msg`There are more than 60 conditions and groups. Name several values in one, or make two segments.`,
};

export const readFaultWords: Record<ReadFault['fault'], MessageDescriptor> = {
  not_a_condition: msg`Here must stand a condition or a list of conditions.`,
  group_and_more: msg`A group stands alone: put each condition into braces of its own.`,
  field: msg`Nothing of this name can be asked about a person.`,
  op: msg`This cannot be asked of that field.`,
};

export const refusalWords: Record<'depth' | 'size', MessageDescriptor> = {
  depth: msg`That would be more than six groups within one another, so it was left as it was.`,
  size: msg`That would be more than 60 conditions and groups, so it was left as it was.`,
};
