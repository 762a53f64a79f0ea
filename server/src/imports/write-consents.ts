// The consents of a chunk into the ledger. An import is never the person's own act: it can record a grant for somebody
// who opted out, but that grant has no effect (consent_state), and the report counts such rows.
import type { Tx } from '../events/append.ts';
import * as queries from './queries.ts';
import type { ConsentClaim } from './read-consents.ts';
import type { ContactRow } from './read-row.ts';
import type { ImportJob, Person } from './write-chunk.ts';

export type WrittenConsents = {
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
  const written: WrittenConsents = { recorded: 0, rowsWithoutConsent: 0, optOutsRespected: 0 };
  const fresh: queries.NewConsents[] = [];
  const known: queries.NewConsents[] = [];
  for (const person of people) {
    for (const row of person.rows) {
      const grants = row.consents.filter((one) => one.action === 'granted');
      if (grants.length === 0) written.rowsWithoutConsent++;
      const without = (one: { channel: string; purpose: string }) =>
        suppressed.has(person.hash) || withdrawn.has(`${person.prospect_id} ${one.channel} ${one.purpose}`);
      if (grants.some(without)) written.optOutsRespected++;
      const into = person.created ? fresh : known;
      for (const claims of together(row.consents)) into.push(entryOf(job, person, row, claims, without));
    }
  }
  const ledger = { workspace_id: job.workspace_id, import_id: job.id, user_id: job.user_id, now };
  // People of this very chunk have an empty ledger: nothing to compare with.
  written.recorded += await queries.insertConsents(tx, ledger, fresh, false);
  written.recorded += await queries.insertConsents(tx, ledger, known, true);
  return written;
}

/** Claims of a row that differ in channel and purpose only. */
function together(claims: readonly ConsentClaim[]): ConsentClaim[][] {
  const groups: ConsentClaim[][] = [];
  for (const claim of claims) {
    const group = groups.find(
      ([first]) =>
        first?.action === claim.action &&
        first.source === claim.source &&
        first.occurred_at === claim.occurred_at &&
        JSON.stringify(first.evidence) === JSON.stringify(claim.evidence),
    );
    if (group) group.push(claim);
    else groups.push([claim]);
  }
  return groups;
}

function entryOf(
  job: ImportJob,
  person: Person,
  row: ContactRow,
  claims: readonly ConsentClaim[],
  without: (claim: ConsentClaim) => boolean,
): queries.NewConsents {
  const [first] = claims;
  if (!first) throw new Error('A group of claims is never empty');
  const stopped = first.action === 'granted' ? claims.filter(without).map(pairOf) : [];
  return {
    prospect_id: person.prospect_id,
    pairs: [...new Set(claims.map(pairOf))],
    action: first.action,
    source: first.source,
    occurred_at: first.occurred_at ?? job.created_at.toISOString(),
    evidence: {
      import_id: job.id,
      line: row.line,
      columns: first.evidence,
      ...(first.occurred_at === null ? { date_given: false } : {}),
      ...(stopped.length > 0 ? { opted_out_of: stopped } : {}),
    },
  };
}

function pairOf(claim: ConsentClaim): string {
  return `${claim.channel}:${claim.purpose}`;
}
