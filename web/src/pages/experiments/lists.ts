import type { ExperimentStatus } from '@sampark/contracts/experiments.ts';

/** In the order of the tabs. */
export const experimentStatuses = [
  'running',
  'decided',
  'ended',
  'draft',
] as const satisfies readonly ExperimentStatus[];
