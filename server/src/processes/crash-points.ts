// Dying on purpose, for tests of what a kill leaves behind. SAMPARK_CRASH_AT=<name>:<n> ends the process the n-th time it
// passes the named point, as an operator's kill -9 would: nothing is flushed, released or said. Off unless it is set.

/** In the order a campaign and then its messages pass them. */
export const sendingPoints = [
  // a person or the scheduler starts it
  ...['before-campaign-commit', 'after-campaign-commit', 'before-schedule-commit', 'after-schedule-commit'],
  ...['before-chunk-commit', 'after-chunk-commit'],
  // a process takes lanes and what their last owner left
  ...['lease-taken', 'before-recovery-commit', 'after-recovery'],
  // a message goes out
  ...[
    'claim-begun',
    'people-locked',
    'before-intent-commit',
    'after-intent-commit',
    'before-call',
    'after-call',
  ],
  ...['before-outcome-commit', 'outcomes-written', 'after-outcome-commit'],
  // its callbacks come in
  ...['callback-received', 'callback-stored', 'callbacks-taken', 'before-callbacks-commit'],
  ...['after-callbacks-commit', 'before-leftovers-commit'],
  // the numbers follow, and the end
  ...['follow.analytics.handled', 'follow.analytics.committed'],
  ...['before-complete-commit', 'after-complete-commit', 'before-cancel-commit', 'before-release'],
] as const;

/** A commit landed and its answer was lost: what it claimed goes back to the queue. */
export const doubtPoints = ['before-doubts-commit', 'after-doubts-commit'] as const;

/** What nobody heard is settled by itself: by looks, by a lone receipt. */
export const lookingPoints = [
  ...['unknowns-noticed', 'looks-taken', 'looks-answered', 'before-findings-commit', 'after-findings-commit'],
  ...['before-lone-receipt-commit', 'after-lone-receipt-commit'],
] as const;

/** A person settles it, and its campaign opens again. */
export const resendingPoints = [
  ...['before-settle-commit', 'after-settle-commit', 'before-reopen-commit', 'after-reopen-commit'],
] as const;

/** A platform stops a sender, an administrator decides. */
export const holdingPoints = [
  ...['account-stopped', 'follow.notifications.handled', 'follow.notifications.committed'],
  ...['before-decision-commit', 'after-decision-commit', 'before-wake-commit', 'after-wake-commit'],
] as const;

/** People are taken away from a variant that is not sent any more. */
export const movingPoints = ['before-move-commit', 'after-move-commit'] as const;

/** The log is sealed. */
export const sealingPoints = ['audit-entries-read', 'before-seal-commit', 'after-seal-commit'] as const;

export const crashPoints = [
  ...sendingPoints,
  ...doubtPoints,
  ...lookingPoints,
  ...resendingPoints,
  ...holdingPoints,
  ...movingPoints,
  ...sealingPoints,
] as const;

/** Undefined when the setting is empty; throws, naming it, when it makes no sense. */
export function crashPointOf(
  setting: string | undefined,
  kill: () => void = () => process.kill(process.pid, 'SIGKILL'),
): ((name: string) => void) | undefined {
  if (!setting) return undefined;
  const match = /^([a-z.-]+):([1-9]\d*)$/.exec(setting);
  const wanted = crashPoints.find((one) => one === match?.[1]);
  if (!match || !wanted) {
    throw new Error(
      `SAMPARK_CRASH_AT: "${setting}" is not <name>:<n> with a name of ${crashPoints.join(', ')}`,
    );
  }
  let left = Number(match[2]);
  return (name) => {
    if (name === wanted && --left === 0) kill();
  };
}
