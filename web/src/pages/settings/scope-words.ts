import { useLingui } from '@lingui/react/macro';
import type { Scope } from '@sampark/contracts/api-keys.ts';

/** What a key may do, as people read it. */
export function useScopeWords(): Record<Scope, string> {
  const { t } = useLingui();
  return {
    'prospects:read': t`See people, imports and consents`,
    'prospects:write': t`Change people, imports and consents`,
    'campaigns:read': t`See campaigns`,
    'campaigns:write': t`Change and launch campaigns`,
    'messages:read': t`See messages and conversations`,
    'messages:write': t`Send messages and answers`,
    'devices:read': t`See devices and senders`,
    'devices:write': t`Change devices and senders`,
    'compliance:read': t`See rules, flags and the audit trail`,
    'compliance:write': t`Change rules and decide flags`,
    'analytics:read': t`See analytics`,
  };
}
