// A verdict as it was shown to people: the numbers of that moment, which its sentence names.
import type { VerdictKind } from './statistics/verdict.ts';

export type KeptVerdict = {
  kind: VerdictKind;
  /** Keys of variants; shares between -1 and 1. */
  winner: string | null;
  variant: string | null;
  difference: number | null;
  low: number | null;
  high: number | null;
  confidence: number | null;
  may_stop: boolean;
  stopped: readonly string[];
  open: readonly string[];
  people_missing: number | null;
};
