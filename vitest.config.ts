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
  'server/test/access.test.ts',
  'server/test/security/fuzz.test.ts',
  'web/e2e/single-sign-on.e2e.ts',
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

/** The longest first, the others by path, those of one process last. Always the same order. */
class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) =>
      project.config.isolate ? longest.indexOf(moduleId) + 1 || longest.length + 1 : longest.length + 2;
    return Promise.resolve(
      files.toSorted((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1)),
    );
  }
}

const nowhere = ['**/node_modules/**', '**/.sampark/**'];
/** What stops processes, counts what one holds or runs for long: each file in a process of its own. */
const alone = [
  'bench/**/*.test.ts',
  'server/test/*.test.ts',
  'server/test/{cli,delivery,imports,mutations,platform,security,simulation}/*.test.ts',
];

export default defineConfig({
  test: {
    environment: 'node',
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
    projects: [
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['web/e2e/**/*.e2e.ts'],
          // They are about the dashboard: what they run of the server, its own tests have counted.
          env: { SAMPARK_COVERAGE: 'off' },
        },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude: nowhere } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['{contracts,server,simulators}/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: [...nowhere, ...alone],
          // One process for many files: importing the server took longer than most of them. Each has a database of its own.
          isolate: false,
        },
      },
    ],
    coverage: {
      provider: 'custom',
      customProviderModule: 'server/test/support/coverage.ts',
      include: ['server/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/generated/**'],
      reporter: ['text-summary'],
      thresholds: { lines: 80 },
    },
  },
});
