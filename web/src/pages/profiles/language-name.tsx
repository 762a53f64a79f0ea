import { useRegionNames } from '../../i18n/region-names.ts';

/** A language by its own name, in its own script, and by the name people here know. */
export function LanguageName({ code }: { code: string }) {
  const { language } = useRegionNames();
  const own = ownName(code);
  const here = language(code);
  return (
    <span>
      <span lang={code} dir="auto" className="font-medium">
        {own}
      </span>
      {own.toLowerCase() !== here.toLowerCase() && <span className="text-muted"> · {here}</span>}
    </span>
  );
}

function ownName(code: string): string {
  try {
    return new Intl.DisplayNames([code], { type: 'language', fallback: 'code' }).of(code) ?? code;
  } catch {
    return code;
  }
}
