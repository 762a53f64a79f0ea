// What an entry is about, from the first word of its type.
import type { AuditKind } from '@sampark/contracts/audit.ts';
import { eventTypes } from '@sampark/contracts/event-types.ts';

const kindByWord: Readonly<Record<string, AuditKind>> = {
  message: 'messages',
  conversion: 'messages',
  ...{ prospect: 'people', consent: 'people', suppression: 'people', identity: 'people' },
  ...{ start_link: 'people', preferences: 'people', import: 'people', conversation: 'people' },
  opt_in_page: 'people',
  campaign: 'campaigns',
  segment: 'campaigns',
  experiment: 'campaigns',
  ...{ device: 'senders', account: 'senders', portfolio: 'senders' },
  ...{ rule: 'rules', flag: 'rules' },
  ...{ user: 'access', session: 'access', sign_in: 'access', api_key: 'access' },
  ...{ export: 'exports', audit: 'exports' },
  ...{ settings: 'settings', mail: 'settings' },
  ...{ retention: 'rules', legal_hold: 'rules', supervision: 'rules' },
};

/** Types nobody has sorted are settings: found somewhere rather than nowhere. */
export function typesOf(kind: AuditKind): string[] {
  return eventTypes.filter((type) => (kindByWord[type.split('.')[0] ?? ''] ?? 'settings') === kind);
}
