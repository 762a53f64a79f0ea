import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Most of a minute and more, the longest first: begun last, one of them would be waited for alone. */
const longest = [
  'server/test/delivery/crash-points-settlement.test.ts',
  'server/test/delivery/crash-points.test.ts',
  'web/e2e/imports.e2e.ts',
  'server/test/mutations/mutations.test.ts',
  'web/e2e/prospects.e2e.ts',
  'server/test/delivery/chaos.test.ts',
  'web/e2e/first-run.e2e.ts',
  'web/e2e/campaigns-looks.e2e.ts',
  'web/e2e/demo-panel.e2e.ts',
  'web/e2e/settings.e2e.ts',
  'web/e2e/devices.e2e.ts',
  'web/e2e/notifications.e2e.ts',
  'server/test/security/fuzz.test.ts',
  'web/e2e/compliance-rules.e2e.ts',
  'web/e2e/compliance-review.e2e.ts',
  'web/e2e/privacy.e2e.ts',
  'web/e2e/consents.e2e.ts',
  'web/e2e/audit.e2e.ts',
  'web/e2e/campaigns.e2e.ts',
  'web/e2e/conversations.e2e.ts',
  'bench/src/soak.test.ts',
  'web/e2e/shell.e2e.ts',
  'web/e2e/campaign-live.e2e.ts',
  'server/test/delivery/record-outcomes.test.ts',
  'web/e2e/devices-one.e2e.ts',
  'server/test/simulation/simulation-3.test.ts',
  'server/test/simulation/simulation-1.test.ts',
  'server/test/simulation/simulation-4.test.ts',
  'server/test/delivery/crash-points-hold.test.ts',
  'server/test/delivery/crash-points-resend.test.ts',
  'server/test/delivery/crash-points-doubt.test.ts',
  'server/test/delivery/pool-limits.test.ts',
  'server/test/simulation/simulation-2.test.ts',
  'server/test/delivery/kill.test.ts',
  'web/e2e/devices-connect.e2e.ts',
  'server/test/platform/embedded-postgres.test.ts',
  'server/test/simulation/deaths.test.ts',
  'web/e2e/conversations-looks.e2e.ts',
  'web/e2e/campaign-unknowns.e2e.ts',
  'web/e2e/overview.e2e.ts',
  'web/e2e/campaign-forecast.e2e.ts',
  'server/test/imports/kill.test.ts',
].map((file) => {
  const path = join(import.meta.dirname, file);
  if (!existsSync(path)) throw new Error(`vitest.config.ts: there is no ${file} any more`);
  return path;
});

/** The longest first, the others by path. Always the same order: a failure that depends on it can be repeated. */
class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => (longest.indexOf(moduleId) + 1 || Infinity) - 1;
    return Promise.resolve(
      files.toSorted((a, b) => {
        const [first, second] = [place(a), place(b)];
        if (first !== second) return first < second ? -1 : 1;
        return a.moduleId < b.moduleId ? -1 : 1;
      }),
    );
  }
}

export default defineConfig({
  test: {
    environment: 'node',
    include: [
      '{contracts,server,simulators,bench}/**/*.test.ts',
      'web/src/**/*.test.ts',
      'web/e2e/**/*.e2e.ts',
    ],
    exclude: ['**/node_modules/**', '**/.sampark/**'],
    passWithNoTests: true,
    env: { TZ: 'UTC' },
    globalSetup: 'server/test/support/cluster.ts',
    // Processes, not threads: every worker has a PostgreSQL of its own, named by its number.
    pool: 'forks',
    maxWorkers: 4,
    // What is waited for comes when it comes; a second is a guess about the machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A machine that checks may stall for longer than anything waits. A test that passes at the second try is named with its
    // retry in the report: a reason to mend it.
    retry: process.env['CI'] ? 1 : 0,
    expect: { poll: { timeout: 45_000 } },
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: ['server/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/generated/**'],
      reporter: ['text-summary'],
      thresholds: { lines: 80 },
    },
  },
});
