import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';

/** A time in whole years where it is some, else in months. */
export function useLength(): (months: number) => string {
  // Follows the language: `plural` alone would not be asked again when it changes.
  useLingui();
  return (months) =>
    months % 12 === 0
      ? plural(months / 12, { one: '# year', other: '# years' })
      : plural(months, { one: '# month', other: '# months' });
}
