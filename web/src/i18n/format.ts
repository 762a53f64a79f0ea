// Numbers and times the way each language writes them. Pure: a locale tag in, text out.

/** Up to here a count is written out; above, English shortens it and the exact number is one hover away. */
const exactBelow = 1_000_000;

export function exact(tag: string, value: number): string {
  return new Intl.NumberFormat(tag).format(value);
}

/** Bengali's compact form drops thousands of lakhs' remainders, so it is always exact. */
export function count(tag: string, value: number): string {
  if (value < exactBelow || tag.startsWith('bn')) return exact(tag, value);
  return new Intl.NumberFormat(tag, {
    notation: 'compact',
    maximumSignificantDigits: 4,
    roundingMode: 'trunc',
  }).format(value);
}

/** One decimal, never rounded up to a 100% that is not one nor down to a zero that is not one. */
export function percent(tag: string, part: number, whole: number): string {
  const ratio = whole === 0 ? 0 : part / whole;
  return new Intl.NumberFormat(tag, {
    style: 'percent',
    minimumFractionDigits: ratio === 0 || ratio === 1 ? 0 : 1,
    maximumFractionDigits: ratio < 0.001 ? 2 : 1,
    roundingMode: ratio < 0.001 ? 'ceil' : 'trunc',
  }).format(ratio);
}

export function decimal(tag: string, value: number): string {
  return new Intl.NumberFormat(tag, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

export function clockTime(tag: string, at: Date, seconds = false): string {
  return new Intl.DateTimeFormat(tag, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' as const } : {}),
    hourCycle: 'h23',
  }).format(at);
}

/** The year stands there only where it is another one than now. */
export function longDate(tag: string, at: Date, now = new Date()): string {
  return new Intl.DateTimeFormat(tag, {
    ...{ weekday: 'long', day: 'numeric', month: 'long' },
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(at);
}

/** A day among days of other years. */
export function date(tag: string, at: Date): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium' }).format(at);
}

/** Absolute, with the zone named: what stands behind every relative time. */
export function withZone(tag: string, at: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone ? { timeZone } : {}),
  }).format(at);
}

/** "3 sec ago", "in 2 hr": rounded towards zero, so that nothing is called older than it is. */
export function relative(tag: string, seconds: number): string {
  const format = new Intl.RelativeTimeFormat(tag, { style: 'short', numeric: 'always' });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(Math.trunc(seconds), 'second');
  if (size < 3600) return format.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.trunc(seconds / 3600), 'hour');
  return format.format(Math.trunc(seconds / 86_400), 'day');
}

/** A length of time in its largest one or two units: "1 hour 20 minutes", "45 seconds". */
export function duration(tag: string, seconds: number): string {
  const rounded = Math.max(1, Math.round(seconds));
  const parts: [number, Intl.NumberFormatOptions['unit']][] =
    rounded >= 86_400
      ? [
          [Math.floor(rounded / 86_400), 'day'],
          [Math.floor((rounded % 86_400) / 3600), 'hour'],
        ]
      : rounded >= 3600
        ? [
            [Math.floor(rounded / 3600), 'hour'],
            [Math.floor((rounded % 3600) / 60), 'minute'],
          ]
        : rounded >= 60
          ? [[Math.round(rounded / 60), 'minute']]
          : [[rounded, 'second']];
  return parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) =>
      new Intl.NumberFormat(tag, { style: 'unit', unit: unit ?? 'second', unitDisplay: 'long' }).format(
        value,
      ),
    )
    .join(' ');
}
