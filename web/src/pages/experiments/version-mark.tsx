import { classNames } from '../../ui/class-names.ts';

/** The versions' colours, in their order: for a border or a line beside the letter, which always stands there, too. */
export const versionRoles = [
  '--chart-sent',
  '--accent',
  '--info',
  '--warn',
  '--danger',
  '--ok',
  '--text',
  '--subtle',
] as const;
const borders = [
  'border-chart-sent',
  'border-accent',
  'border-info',
  'border-warn',
  'border-danger',
  'border-ok',
  'border-text',
  'border-subtle',
];
export const versionFills = [
  'bg-chart-sent',
  'bg-accent',
  'bg-info',
  'bg-warn',
  'bg-danger',
  'bg-ok',
  'bg-text',
  'bg-subtle',
];

export const placeOf = (key: string) => Math.max(0, key.charCodeAt(0) - 65) % versionRoles.length;

/** The letter of a version, in its colour. */
export function VersionMark({ letter, faded }: { letter: string; faded?: boolean }) {
  return (
    <span
      className={classNames(
        'inline-grid size-6 shrink-0 place-items-center rounded-md border-2 bg-surface text-xs font-semibold',
        borders[placeOf(letter)],
        faded && 'opacity-60',
      )}
    >
      {letter}
    </span>
  );
}
