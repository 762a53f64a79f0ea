// Opens a database for the simulation and runs seeds on it, one after the other.
import { readConfig } from '../../src/config.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createKeys } from '../../src/security/seal.ts';
import type { Coverage } from './coverage.ts';
import { SimDatabase } from './postgres.ts';
import { openDatabase } from './prepare.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import type { Bias } from './world.ts';

export type Simulation = {
  /** `patience`: seconds without a turn after which it fails. */
  run(seed: number, bias?: Bias, patience?: number): Promise<SeedResult>;
  coverage: Coverage;
  close(): Promise<void>;
};

/** `adminUrl`: a superuser's, for looking in and for emptying tables; `appUrl`: the role the processes run as. */
export async function openSimulation(adminUrl: string, appUrl: string): Promise<Simulation> {
  const database = new SimDatabase(adminUrl, appUrl);
  await database.open();
  await openDatabase(database);
  const shared = {
    config: readConfig({
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: adminUrl,
      SAMPARK_DEMO: 'off',
      SAMPARK_SENDER_NETWORKS: 'private,loopback',
      PORT: '0',
    }),
    keys: createKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2)),
    metrics: createMetrics(),
  };
  return {
    run: (seed, bias, patience) => runSeed(database, shared, seed, bias, patience),
    coverage: database.coverage,
    close: () => database.close(),
  };
}

/** What a person needs to repeat it. */
export function describeFailure(result: SeedResult): string {
  return [
    `Seed ${result.seed} broke a promise after ${result.turns} turns:`,
    ...result.violations.map((one) => `  ${one}`),
    `Repeat it: SAMPARK_SEED=${result.seed} npm test -- --fast server/test/simulation`,
  ].join('\n');
}
