import { describe, expect, it } from 'vitest';
import { leastUsed, readUsage } from './read-usage.ts';

const said = `ceiling: 2000 in 1.00 s
  PostgreSQL: 9.0 s of processor
engine: 2000 in 1.20 s; {"sent":2000}
  PostgreSQL: 0.8 s of processor
  simulators: 0.4 s of processor, 90 MB
  server (api,dispatch): 0.6 s of processor, 200 MB
  everything else on this machine: 3.1 s of processor
engine: 2000 whatsapp read
ceiling: 2000 in 1.10 s
  PostgreSQL: 7.0 s of processor
  ceiling: 2.0 s of processor
`;

describe('what a run says about processor time', () => {
  it('is read by process, for each message; the platforms are not the product', () => {
    const used = readUsage(said, 2_000);
    expect(used.product).toBeCloseTo(700);
    expect(Object.fromEntries(used.parts)).toEqual({
      PostgreSQL: 400,
      simulators: 200,
      'server (api,dispatch)': 300,
    });
    expect(used.others).toBe(3.1);
  });

  it('is the least of several runs, part by part', () => {
    const more = readUsage(said.replace('0.8 s', '0.7 s').replace('0.6 s', '0.9 s'), 2_000);
    const least = leastUsed([readUsage(said, 2_000), more]);
    expect(least.get('PostgreSQL')).toBe(350);
    expect(least.get('server (api,dispatch)')).toBe(300);
    expect(least.get('product')).toBeCloseTo(700);
  });
});
