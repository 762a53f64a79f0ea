import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Always the same order: a failure that depends on it can be repeated. */
class ByPath extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1)));
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
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes when it comes; a second is a guess about the machine.
    expect: { poll: { timeout: 15_000 } },
    sequence: { sequencer: ByPath },
    coverage: {
      provider: 'v8',
      include: ['server/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/generated/**'],
      reporter: ['text-summary'],
      thresholds: { lines: 80 },
    },
  },
});
