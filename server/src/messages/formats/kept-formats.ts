// Making one of the runtime's formatting objects takes fifty times as long as using it, so each is made once.

/** A maker whose results are kept by locale and `key`, which stands for everything else the result depends on. */
export function keptFormats<Options, Format>(
  make: (locale: string, options: Options) => Format,
): (locale: string, key: string, options: Options) => Format {
  const known = new Map<string, Format>();
  return (locale, key, options) => {
    const at = `${locale}|${key}`;
    let format = known.get(at);
    if (format === undefined) {
      // Bounded: authors write a handful of formats, people have a few hundred locales.
      if (known.size > 1_000) known.clear();
      known.set(at, (format = make(locale, options)));
    }
    return format;
  };
}
