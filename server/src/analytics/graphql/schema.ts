// The analytics schema; contracts/analytics.graphql is its printed form and a test keeps them equal.
import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import './campaign-queries.ts';
import './cause-queries.ts';
import './time-queries.ts';

builder.queryType({
  description: 'Numbers of your workspace; a portfolio manager sees their own campaigns.',
});

export const schema = builder.toSchema();

export function printedSchema(): string {
  return `# Printed from server/src/analytics/graphql. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}
