// The consents of a chunk into the ledger. An import is never the person's own act: it can record a grant for somebody
// who opted out, but that grant has no effect (consent_state), and the report counts such rows.
import type { NewEvent, Tx } from '../events/append.ts';
import * as queries from './queries.ts';
import type { ImportJob, Person } from './write-chunk.ts';

export type WrittenConsents = {
  events: NewEvent[];
  recorded: number;
  rowsWithoutConsent: number;
  optOutsRespected: number;
};

export async function writeConsents(
  tx: Tx,
  job: ImportJob,
  people: readonly Person[],
  now: Date,
): Promise<WrittenConsents> {
  const granting = people.filter((person) =>
    person.rows.some((row) => row.consents.some((one) => one.action === 'granted')),
  );
  const withdrawn = await queries.withdrawnOf(
    tx,
    granting.filter((person) => !person.created).map((person) => person.prospect_id),
  );
  const suppressed = await queries.suppressedHashes(
    tx,
    job.workspace_id,
    granting.map((person) => person.hash),
  );
  const written: WrittenConsents = { events: [], recorded: 0, rowsWithoutConsent: 0, optOutsRespected: 0 };
  const fresh: queries.NewConsentRow[] = [];
  const known: queries.NewConsentRow[] = [];
  for (const person of people) {
    for (const row of person.rows) {
      const grants = row.consents.filter((one) => one.action === 'granted');
      if (grants.length === 0) written.rowsWithoutConsent++;
      const without = (one: { channel: string; purpose: string }) =>
        suppressed.has(person.hash) || withdrawn.has(`${person.prospect_id} ${one.channel} ${one.purpose}`);
      if (grants.some(without)) written.optOutsRespected++;
      for (const claim of row.consents) {
        (person.created ? fresh : known).push({
          ...claim,
          prospect_id: person.prospect_id,
          occurred_at: claim.occurred_at ?? job.created_at.toISOString(),
          evidence: {
            import_id: job.id,
            line: row.line,
            columns: claim.evidence,
            ...(claim.occurred_at === null ? { date_given: false } : {}),
            ...(claim.action === 'granted' && without(claim) ? { without_effect: 'opted out' } : {}),
          },
        });
      }
    }
  }
  const ledger = { workspace_id: job.workspace_id, import_id: job.id, user_id: job.user_id, now };
  // People of this very chunk have an empty ledger: nothing to compare with.
  const entries = [
    ...(await queries.insertConsents(tx, ledger, fresh, false)),
    ...(await queries.insertConsents(tx, ledger, known, true)),
  ];
  written.recorded = entries.length;
  written.events = entries.map((entry) => ({
    workspace_id: job.workspace_id,
    type: entry.action === 'granted' ? 'consent.granted' : 'consent.withdrawn',
    occurred_at: now,
    actor_id: job.user_id,
    prospect_id: entry.prospect_id,
    channel: entry.channel,
    data: { purpose: entry.purpose, import_id: job.id, by_person: false },
  }));
  return written;
}
