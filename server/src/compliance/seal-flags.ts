// The words a rule found are words to a person: sealed where flags are written, in the queue and in the decision.
import type { PolicyDecision } from '@sampark/contracts/policy.ts';
import type { ComplianceFlag } from '@sampark/contracts/rules.ts';
import type { PersonKeys } from '../security/person-keys/vault.ts';

/** Where `matched`, `excerpt` and what a colleague noted about them are sealed for. */
export const flagColumn = 'message_flags';

export function sealFlags(
  keys: PersonKeys,
  person: string,
  flags: readonly ComplianceFlag[],
): readonly ComplianceFlag[] {
  if (flags.length === 0) return flags;
  return flags.map((flag) => ({
    ...flag,
    matched: keys.sealText(person, flagColumn, flag.matched),
    excerpt: keys.sealText(person, flagColumn, flag.excerpt),
  }));
}

/** A decision as it is shown: where the key is gone, its flags stand without the words they found. */
export function openDecision<D extends PolicyDecision | null>(
  keys: PersonKeys,
  person: string,
  decision: D,
): D {
  const opened = keys.openAll(person, flagColumn, decision);
  if (!opened?.flags) return opened;
  return { ...opened, flags: opened.flags.map((flag) => ({ ...flag, excerpt: flag.excerpt ?? '' })) };
}
