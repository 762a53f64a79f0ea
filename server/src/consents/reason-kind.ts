import { suppressionReasons } from '@sampark/contracts/consents.ts';

/** A reason we do not know counts as the person's: the safe side. */
export function reasonKind(reason: string): 'person' | 'operational' {
  return (suppressionReasons as Record<string, 'person' | 'operational'>)[reason] ?? 'person';
}

/** Reasons of ours, which an administrator may take back. */
export const operational = Object.entries(suppressionReasons).flatMap(([reason, kind]) =>
  kind === 'operational' ? [reason] : [],
);
