import { useMemo } from 'react';
import { useFormat } from './use-format.ts';

export type CodeKind = 'region' | 'language';

/** Countries and languages by their names in the language on screen; an unknown code stays as it is. */
export function useRegionNames(): Record<CodeKind, (code: string) => string> {
  const { tag } = useFormat();
  return useMemo(() => ({ region: namer(tag, 'region'), language: namer(tag, 'language') }), [tag]);
}

/** Every country or language that has a name, and what a typed name or code stands for. */
export function useCodes(kind: CodeKind): { names: string[]; codeOf: (text: string) => string | undefined } {
  const { tag } = useFormat();
  return useMemo(() => {
    const byName = new Map<string, string>();
    const shown: string[] = [];
    // English names count in every language: colleagues and files use them.
    for (const language of new Set(['en', tag])) {
      const name = namer(language, kind);
      for (const code of allCodes(kind)) {
        const text = name(code);
        if (text === code) continue;
        byName.set(text.toLowerCase(), code);
        if (language === tag) shown.push(text);
      }
    }
    const known = new Set(byName.values());
    return {
      names: shown.toSorted(new Intl.Collator(tag).compare),
      codeOf: (text) => {
        const given = text.trim().toLowerCase();
        const code = kind === 'region' ? given.toUpperCase() : given;
        return byName.get(given) ?? (known.has(code) ? code : undefined);
      },
    };
  }, [tag, kind]);
}

function namer(tag: string, type: CodeKind): (code: string) => string {
  const names = new Intl.DisplayNames(tag, { type, fallback: 'code' });
  return (code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  };
}

/** No list of them can be asked for: every two letters are tried, and those without a name fall out. */
function allCodes(kind: CodeKind): string[] {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return kind === 'region' ? codes : codes.map((code) => code.toLowerCase());
}
