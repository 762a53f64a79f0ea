import type { AuditKind } from '@sampark/contracts/audit.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const kindNames: Record<AuditKind, MessageDescriptor> = {
  messages: msg`Messages and what decided about them`,
  people: msg`People, consent and imports`,
  campaigns: msg`Campaigns`,
  senders: msg`Senders`,
  rules: msg`Rules and review`,
  access: msg`Sign-ins and accounts`,
  exports: msg`Exports and verification`,
  settings: msg`Settings`,
};
