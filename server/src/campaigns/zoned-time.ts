// Wall-clock time of a zone to an instant, without a library: Intl knows every zone's rules. Pure.

/**
 * The instant at which a clock in `zone` shows `local` (YYYY-MM-DDTHH:MM). A time a clock change skips moves on by the
 * length of the gap (01:30 becomes 02:30), as in RFC 5545; one that comes twice means the first.
 */
export function instantOf(local: string, zone: string): Date {
  const wanted = Date.parse(`${local}:00Z`);
  // Zones are at most 14 h from UTC; the offsets just before and after bracket any change.
  const offsets = [
    offsetAt(new Date(wanted - 86_400_000), zone),
    offsetAt(new Date(wanted + 86_400_000), zone),
  ];
  const candidates = offsets
    .map((offset) => new Date(wanted - offset))
    .sort((a, b) => a.getTime() - b.getTime());
  const exact = candidates.find((candidate) => candidate.getTime() + offsetAt(candidate, zone) === wanted);
  // In a gap neither fits: the later candidate is read with the offset before the change.
  return exact ?? candidates[1] ?? new Date(wanted);
}

function offsetAt(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}
