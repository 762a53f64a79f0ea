// What several kinds of questions need.
import { sql, type RawBuilder } from 'kysely';

const day = 86_400_000;

/** People by their ids: behind `after`, up to and with `until`. Null: from the first, to the last. */
export type Stretch = { after: string | null; until: string | null };

/** Whose rows can matter, where only some people are asked about. A join that only names the person reads everybody's. */
export function ofStretch(person: string, stretch: Stretch | undefined): RawBuilder<unknown> {
  const column = sql.ref(person);
  const { after = null, until = null } = stretch ?? {};
  return sql`${after === null ? sql`` : sql`and ${column} > ${after}::uuid`} ${until === null ? sql`` : sql`and ${column} <= ${until}::uuid`}`;
}

/** The instant so many days of 24 hours before `now`. */
export function since(now: Date, days: number): Date {
  return new Date(now.getTime() - days * day);
}

export type Measure =
  | { op: 'less_than' | 'at_most' | 'more_than' | 'at_least'; value: number }
  | { op: 'between'; value: [number, number] };

const signs = {
  less_than: sql`<`,
  at_most: sql`<=`,
  more_than: sql`>`,
  at_least: sql`>=`,
} as const;

/** `amount` is never null; `type` is what the bounds are compared as. Both bounds of “between” belong to it. */
export function measured(
  amount: RawBuilder<unknown>,
  leaf: Measure,
  type: RawBuilder<unknown>,
): RawBuilder<boolean> {
  if (leaf.op === 'between')
    return sql`(${amount} between ${leaf.value[0]}::${type} and ${leaf.value[1]}::${type})`;
  return sql`(${amount} ${signs[leaf.op]} ${leaf.value}::${type})`;
}
