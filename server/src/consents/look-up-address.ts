// Is this number on the list, and whose is it? Enters: the whole number, which is looked up by its keyed hash and kept nowhere.
import type { Static } from 'typebox';
import type { SuppressionFound } from '@sampark/contracts/consents.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { sql } from 'kysely';
import { findPerson } from './find-person.ts';
import { consentStateOf } from './queries.ts';
import { suppressionsOfAddress } from './show-suppressions.ts';
import { addressOf } from './suppress-address.ts';

export async function lookUpAddress(
  rt: Runtime,
  actor: Actor,
  given: { phone?: string; channel?: Channel; address?: string },
): Promise<Static<typeof SuppressionFound>> {
  const address = await addressOf(rt, actor, given);
  const id = await findPerson(rt.db, actor.workspace_id, { address, channel: given.channel });
  const { rows } = await sql<{ id: string; name: string | null }>`
    select id, name from prospects where id = ${id ?? null}`.execute(rt.db);
  const state = id === undefined ? [] : await consentStateOf(rt.db, id);
  return {
    stops: await suppressionsOfAddress(rt, actor, rt.keys.addressHash(address)),
    person: rows[0] ?? null,
    withdrawn: state.flatMap(({ channel, purpose, granted }) => (granted ? [] : [{ channel, purpose }])),
  };
}
