// What several kinds of questions need.
import { sql, type RawBuilder } from 'kysely';

const day = 86_400_000;

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
