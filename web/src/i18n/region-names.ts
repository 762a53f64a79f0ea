import { useMemo } from 'react';
import { useFormat } from './use-format.ts';

/** Countries and languages by their names in the language on screen; an unknown code stays as it is. */
export function useRegionNames(): { region: (code: string) => string; language: (code: string) => string } {
  const { tag } = useFormat();
  return useMemo(() => {
    const regions = new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' });
    const languages = new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' });
    const named = (names: Intl.DisplayNames) => (code: string) => {
      try {
        return names.of(code) ?? code;
      } catch {
        return code;
      }
    };
    return { region: named(regions), language: named(languages) };
  }, [tag]);
}
