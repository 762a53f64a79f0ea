// The GraphQL builder and what every resolver gets. Field names are camelCase here, as GraphQL's clients expect.
import SchemaBuilder from '@pothos/core';
import { campaignStatuses, channels, type CampaignStatus, type Channel } from '@sampark/contracts/domain.ts';
import { GraphQLError } from 'graphql/index.js';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { DbOrTx } from '../../events/append.ts';
import type { Runtime } from '../../runtime.ts';
import type { Span } from '../cover-span.ts';
import { intervals } from '../queries.ts';
import type { ReceiptsByChannel } from '../rates.ts';

export type GraphContext = {
  rt: Pick<Runtime, 'clock' | 'log'> & { db: DbOrTx };
  actor: Actor;
  receipts: ReceiptsByChannel;
};

export type GraphTypes = {
  Context: GraphContext;
  Scalars: { DateTime: { Input: Date; Output: Date }; ID: { Input: string; Output: string } };
  DefaultFieldNullability: false;
};

export const builder = new SchemaBuilder<GraphTypes>({ defaultFieldNullability: false });

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

builder.scalarType('DateTime', {
  description: 'RFC 3339 instant',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const at = new Date(typeof value === 'string' && rfc3339.test(value) ? value : Number.NaN);
    const year = at.getUTCFullYear();
    if (!(year >= 2000 && year < 2200)) throw new GraphQLError('This is not an RFC 3339 instant.');
    return at;
  },
});

export const ChannelEnum = builder.enumType('Channel', {
  values: Object.fromEntries(channels.map((one) => [one.toUpperCase(), { value: one }])) as Record<
    Uppercase<Channel>,
    { value: Channel }
  >,
});

export const StatusEnum = builder.enumType('CampaignStatus', {
  values: Object.fromEntries(campaignStatuses.map((one) => [one.toUpperCase(), { value: one }])) as Record<
    Uppercase<CampaignStatus>,
    { value: CampaignStatus }
  >,
});

export const IntervalEnum = builder.enumType('Interval', { values: intervals });

const day = 86_400_000;

/** A span as asked for, or the last `days`; at most `most` days long. */
export function spanOf(
  context: GraphContext,
  asked: { from?: Date | null | undefined; to?: Date | null | undefined },
  days: number,
  most = 731,
): Span {
  const to = asked.to ?? context.rt.clock.now();
  const from = asked.from ?? new Date(to.getTime() - days * day);
  if (from >= to)
    throw new Problem('invalid_request', { field: 'from', detail: '`from` must be before `to`.' });
  if (to.getTime() - from.getTime() > most * day) {
    throw new Problem('query_too_costly', { detail: `Ask for at most ${most} days at once.` });
  }
  return { from, to };
}

/** A page size between 1 and `most`. */
export function pageSize(asked: number | null | undefined, fallback: number, most: number): number {
  const size = asked ?? fallback;
  if (size < 1 || size > most) {
    throw new Problem('invalid_request', { field: 'first', detail: `Ask for 1 to ${most} at once.` });
  }
  return size;
}
