// Whose overview is sent this second. Enters: who looks, whose numbers changed, the time. Leaves: those that changed, and some
// of those that the new minute moves on (rates, ETAs, the hour on show). Guaranteed: everybody who looks is moved on within
// half a minute of the minute's beginning; of a thousand, not all in the same second, because requests would wait for them.

/** All of a small workspace at once. */
const leastMovedOn = 50;
const withinTurns = 30;

export function createDueScopes(): (
  present: ReadonlySet<string>,
  changed: Iterable<string>,
  now: Date,
) => string[] {
  let minute = 0;
  /** Those whose overview is still that of the minute before. */
  let behind = new Set<string>();
  let perTurn = leastMovedOn;
  return (present, changed, now) => {
    const newMinute = Math.floor(now.getTime() / 60_000);
    if (newMinute !== minute) {
      behind = new Set(present);
      perTurn = Math.max(leastMovedOn, Math.ceil(present.size / withinTurns));
    }
    minute = newMinute;
    const due = new Set<string>();
    for (const id of changed) if (present.has(id)) due.add(id);
    for (const id of due) behind.delete(id);
    let room = perTurn;
    for (const id of behind) {
      if (room-- === 0) break;
      behind.delete(id);
      if (present.has(id)) due.add(id);
    }
    return [...due];
  };
}
