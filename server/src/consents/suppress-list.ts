// A pasted list, or the first column of a CSV, onto the do-not-contact list. Enters: text. Leaves: each number as if it had
// been added by itself, in transactions of a hundred, so that a list sent twice, or cut off half-way, is only added once.
import type { SuppressionList } from '@sampark/contracts/consents.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { normalisePhone } from '../prospects/normalise-phone.ts';
import { workspaceCountry } from '../prospects/workspace-country.ts';
import type { Runtime } from '../runtime.ts';
import { readNumbers } from './read-numbers.ts';
import { operational, reasonKind } from './reason-kind.ts';
import { suppress } from './suppress-address.ts';

export const mostNumbers = 2_000;
const atOnce = 100;
const shownLines = 100;

export async function suppressList(rt: Runtime, actor: Actor, given: SuppressionList) {
  const lines = readNumbers(given.numbers);
  if (lines.length > mostNumbers) {
    const reason = `has ${lines.length} numbers: at most ${mostNumbers} at once`;
    throw new Problem('invalid_request', { errors: [{ field: 'body.numbers', reason }] });
  }
  const country = await workspaceCountry(rt.db, actor.workspace_id);
  const read = lines.map(({ line, text }) => ({ line, ...normalisePhone(text, country) }));
  const unreadable = read.flatMap((one) =>
    one.ok ? [] : [{ line: one.line, reason: 'is no phone number' }],
  );
  const phones = [...new Set(read.flatMap((one) => (one.ok ? [one.phone] : [])))];
  const purpose = given.purpose ?? null;
  let added = 0;
  for (let from = 0; from < phones.length; from += atOnce) {
    const some = phones.slice(from, from + atOnce);
    added += await rt.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ hash: Buffer }>`
        select address_hash as hash from suppressions where workspace_id = ${actor.workspace_id} and lifted_at is null
          and channel is null and purpose is not distinct from ${purpose}
          and (${reasonKind(given.reason) === 'operational'} or reason <> all(${operational}::text[]))
          and address_hash = any(${some.map((phone) => rt.keys.addressHash(phone))}::bytea[])`.execute(tx);
      const there = new Set(rows.map((row) => row.hash.toString('hex')));
      const fresh = some.filter((phone) => !there.has(rt.keys.addressHash(phone).toString('hex')));
      for (const address of fresh)
        await suppress(rt, tx, actor, {
          address,
          reason: given.reason,
          ...(given.purpose ? { purpose: given.purpose } : {}),
          ...(given.note ? { note: given.note } : {}),
        });
      return fresh.length;
    });
  }
  return {
    added,
    already: lines.length - unreadable.length - added,
    unreadable: unreadable.slice(0, shownLines),
    unreadable_count: unreadable.length,
  };
}
