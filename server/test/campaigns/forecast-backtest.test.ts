// A small backtest: campaigns forecast before the launch end inside their band. The whole one: npm run bench -- forecast.
import { expect, it } from 'vitest';
import { backtest } from './backtest.ts';
import { scenarios } from './scenarios.ts';

/** A sixth of the size: what is shown is that forecast and delivery agree, kind by kind. */
const six = scenarios(8)
  .filter((_, index) => index !== 2 && index !== 4)
  .map((one) => ({
    ...one,
    people: one.people.map((group) => ({ ...group, count: Math.max(10, Math.ceil(group.count / 6)) })),
  }));

it('of six campaigns at least four end inside their band: small ones, of which the last retry decides', async () => {
  const outcomes = [];
  for (const scenario of six) outcomes.push(await backtest(scenario));
  expect(outcomes.filter((one) => one.within).length, JSON.stringify(outcomes)).toBeGreaterThanOrEqual(4);
}, 300_000);
