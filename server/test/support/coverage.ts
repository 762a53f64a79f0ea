// V8's coverage, but only where a project wants it: counting makes everything a third slower.
import v8 from '@vitest/coverage-v8';
import type { CoverageProviderModule } from 'vitest/node';

const provider: CoverageProviderModule =
  process.env['SAMPARK_COVERAGE'] === 'off' ? { getProvider: () => v8.getProvider() } : v8;
export default provider;
