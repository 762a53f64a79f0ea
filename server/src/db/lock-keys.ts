/** Keys of PostgreSQL's advisory locks, shared by all Sampark processes on one database: any constants, each its own. */
export const lockKeys = {
  migrate: 7_236_114,
  sealer: 7_236_115,
  checkpoints: 7_236_116,
  migrateJobs: 7_236_117,
  legalHolds: 7_236_118,
  setUp: 7_236_119,
} as const;
