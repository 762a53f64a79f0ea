// What every bench takes: --json, --seconds N, --size N and numbers of its own.
import { parseArgs } from 'node:util';

export function benchArguments<const N extends string>(own: readonly N[], texts: readonly string[] = []) {
  const names = ['seconds', 'size', ...own] as const;
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      statements: { type: 'boolean', default: false },
      profile: { type: 'string' },
      ...Object.fromEntries([...names, ...texts].map((name) => [name, { type: 'string' as const }])),
    },
  });
  const given = values as Record<string, string | boolean | undefined>;
  const number = (name: N | 'seconds' | 'size'): number | undefined => {
    const text = given[name];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isFinite(value) || value <= 0)
      throw new Error(`--${name} ${String(text)}: give a number above 0.`);
    return value;
  };
  return {
    json: given['json'] === true,
    statements: given['statements'] === true,
    profile: given['profile'] as string | undefined,
    text: (name: string) => given[name] as string | undefined,
    number,
  };
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The last line of standard output. */
export function result(values: Record<string, string | number>): void {
  process.stdout.write(`${JSON.stringify(values)}\n`);
}
