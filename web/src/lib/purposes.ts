import type { Purpose } from '@sampark/contracts/domain.ts';

/** The contract's list again, for the same reason as in channels.ts. */
export const purposes = ['marketing', 'service', 'coaching'] as const satisfies readonly Purpose[];
