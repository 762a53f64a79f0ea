import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Why an address must not be written to, as people read it. */
export const stopReasons: Readonly<Record<string, MessageDescriptor>> = {
  opted_out: msg`Opted out`,
  person_request: msg`Asked for it`,
  complaint: msg`Complained`,
  blocked_by_person: msg`Blocked us`,
  marketing_stopped: msg`Stopped marketing in the app`,
  erased: msg`Erased`,
  wrong_number: msg`Wrong number`,
  not_on_channel: msg`Not on this channel`,
  duplicate: msg`Twice in the list`,
  admin_decision: msg`Decided by an administrator`,
};

/** Why nobody here takes it back. */
export const notLiftable = msg`Only the person can take this back, by writing to you or on their preference page.`;
export const erasedStays = msg`Stays for good: the person was erased.`;
export const platformStop = msg`Only the person can take this back, in their app.`;

export function whyNot(reason: string): MessageDescriptor {
  if (reason === 'erased') return erasedStays;
  return reason === 'marketing_stopped' ? platformStop : notLiftable;
}
