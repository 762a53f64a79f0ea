// Dying on purpose, for tests of what a kill leaves behind. SAMPARK_CRASH_AT=<name>:<n> ends the process the n-th time it
// passes the named point, as an operator's kill -9 would: nothing is flushed, released or said. Off unless it is set.

/** The points, in the order a message passes them. */
export const crashPoints = [
  'before-intent-commit',
  'after-intent-commit',
  'before-call',
  'after-call',
  'before-outcome-commit',
  'after-outcome-commit',
  'before-callbacks-commit',
] as const;

/** Undefined when the setting is empty; throws, naming it, when it makes no sense. */
export function crashPointOf(
  setting: string | undefined,
  kill: () => void = () => process.kill(process.pid, 'SIGKILL'),
): ((name: string) => void) | undefined {
  if (!setting) return undefined;
  const match = /^([a-z-]+):([1-9]\d*)$/.exec(setting);
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
