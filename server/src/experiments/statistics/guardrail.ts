// Whether a variant does harm: its rate of opt-outs or failures lies above the control's by more than is allowed. Pure.
//
// The one-sided sequential test of "at most `margin` above the control", so it may be asked after every person.
import { rateOf, type Counts } from './counts.ts';
import { alwaysValidP } from './sequential/always-valid-p.ts';
import { evidenceAgainst } from './sequential/safe-test.ts';

export interface GuardrailFinding {
  /** The variant's rate less the control's. */
  readonly difference: number;
  readonly margin: number;
  readonly always_valid_p: number;
  /** True with probability `alpha` at most, however often it is asked, where the variant keeps within the margin. */
  readonly stopped: boolean;
}

/**
 * @param margin share by which the variant's rate may lie above the control's, 0 or more, below 1
 * @param share the variant's planned share of both arms' people
 */
export function judgeGuardrail(
  control: Counts,
  variant: Counts,
  { margin, share, alpha }: { margin: number; share: number; alpha: number },
): GuardrailFinding {
  if (!(margin >= 0)) throw new RangeError(`A margin of ${margin}: give a share from 0 to below 1`);
  const evidence = evidenceAgainst({ differenceAtMost: margin }, share)(control, variant);
  const p = alwaysValidP(evidence);
  return {
    difference: rateOf(variant) - rateOf(control),
    margin,
    always_valid_p: p,
    stopped: p <= alpha,
  };
}
