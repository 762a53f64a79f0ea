// Does switching marketing on again on the platform bring consent back? PURE. It takes back a stop that was made there,
// and no other: who wrote STOP to us, or told a colleague, stays stopped, whatever the platform's switch says.

export type LedgerEntry = { action: 'granted' | 'withdrawn'; source: string; by_person: boolean };

/** Entries of one person, channel and purpose, oldest first. */
export function resumes(entries: readonly LedgerEntry[]): boolean {
  let agreed = false;
  let stopped: 'no' | 'on_platform' | 'otherwise' = 'no';
  for (const one of entries) {
    if (one.action === 'granted') {
      if (one.by_person) stopped = 'no';
      if (one.by_person || stopped === 'no') agreed = true;
    } else if (one.by_person && one.source === 'platform') {
      if (stopped === 'no') stopped = 'on_platform';
    } else {
      stopped = 'otherwise';
    }
  }
  return agreed && stopped === 'on_platform';
}
