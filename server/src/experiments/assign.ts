// Which variant a person gets: the same at every asking, in every process, without a row for it. Pure.
//
// HMAC-SHA-256 under the workspace's key, of the experiment's and the person's id: uniform, independent between experiments, and
// nobody without the key can choose their variant by choosing an id. Its first 48 bits are a place from 0 up to 10,000; every
// variant owns stretches of that line. The holdout is drawn first and from a hash of its own, so its size moves nobody between
// variants.
import { hmacSha256 } from '../security/hmac.ts';
import type { Stretch } from './stretches.ts';

export interface AssignmentPlan {
  readonly experiment: string;
  /** People who get no variant, in ten-thousandths, 0 to 10,000. */
  readonly holdout: number;
  readonly stretches: readonly Stretch[];
}

export type Assignment = { kind: 'holdout' } | { kind: 'variant'; key: string };

/** @param key the workspace's, 32 bytes. Throws where the stretches leave a gap: they come from stretches.ts, which leaves none. */
export function assigner(key: Buffer, plan: AssignmentPlan): (person: string) => Assignment {
  const mac = hmacSha256(key);
  const place = (purpose: string, person: string) =>
    (mac(`${purpose}\n${plan.experiment}\n${person}`).readUIntBE(0, 6) / 2 ** 48) * 10_000;
  return (person) => {
    if (plan.holdout > 0 && place('experiment-holdout', person) < plan.holdout) return { kind: 'holdout' };
    const at = place('experiment-variant', person);
    const found = plan.stretches.find((each) => at >= each.from && at < each.to);
    if (!found) throw new Error(`No variant of experiment ${plan.experiment} owns ${at}`);
    return { kind: 'variant', key: found.key };
  };
}
