// The analytics schema; contracts/analytics.graphql is its printed form and a test keeps them equal.
// Everything here imports graphql by its CommonJS file, as Pothos and Yoga get it: under the test runner the bare name
// leads to a second copy, and graphql-js refuses types of another copy.
import { lexicographicSortSchema, printSchema } from 'graphql/index.js';
import { builder } from './builder.ts';
import { campaignQueries } from './campaign-queries.ts';
import { causeQueries } from './cause-queries.ts';
import { timeQueries } from './time-queries.ts';

builder.queryType({
  description: 'Numbers of your workspace; a portfolio manager sees their own campaigns.',
});

export const schema = builder.toSchema();

export const queryNames = [...campaignQueries, ...causeQueries, ...timeQueries] as const;

export function printedSchema(): string {
  return `# Printed from server/src/analytics/graphql. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}
