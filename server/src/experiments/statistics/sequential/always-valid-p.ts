// An e-value said as a p-value: P(it is ever at most alpha) ≤ alpha where the statement is true, whenever one looks. Pure.
export function alwaysValidP(logEvidence: number): number {
  return Math.min(1, Math.exp(-logEvidence));
}
