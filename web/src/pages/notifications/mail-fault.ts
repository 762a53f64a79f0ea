import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';

const faults: Record<string, MessageDescriptor> = {
  mail_auth: msg`The mail server refused our sign-in`,
  mail_tls: msg`No safe connection to the mail server`,
  mail_connection: msg`The mail server could not be reached`,
  mail_address: msg`The mail server does not take this address`,
  mail_refused: msg`The mail server refused the mail`,
};

/** Why an e-mail did not go, in the language on screen. */
export function useMailFault(): (code: string) => string {
  const { i18n } = useLingui();
  return (code) => i18n._(faults[code] ?? msg`The mail server refused the mail`);
}
