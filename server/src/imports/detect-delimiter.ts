// The character between cells: of `,` `;` tab and `|` the one that splits the first rows most evenly, quotes honoured.
import { createCsvReader } from './csv-records.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** `sample`: the first 64 KB or so. Excel's own `sep=;` line wins. A file of one column is read with commas. */
export function detectDelimiter(sample: string): Delimiter {
  const named = separatorLine(sample);
  if (named !== undefined) return named;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = evenness(sample, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** The delimiter of a first line such as `sep=;`, which is not a row. */
export function separatorLine(sample: string): Delimiter | undefined {
  const match = /^\ufeff?"?sep=(.)"?(?:\r|\n|$)/i.exec(sample);
  return delimiters.find((one) => one === match?.[1]);
}

/** Share of the first 50 rows that have as many cells as the first, weighted by how many cells that is. */
function evenness(sample: string, delimiter: Delimiter): number {
  const records = createCsvReader(delimiter)
    .push(sample.endsWith('\n') ? sample : `${sample}\n`)
    .filter((record) => record.fields.some((field) => field !== ''))
    .slice(0, 50);
  const width = records[0]?.fields.length ?? 0;
  if (width < 2) return 0;
  const even = records.filter(
    (record) => record.fault === undefined && record.fields.length === width,
  ).length;
  return (even / records.length) * (1 + Math.min(width, 50) / 100);
}
