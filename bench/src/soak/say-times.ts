// What the sessions saw, for people: by kind of request, every five seconds, and who else was slow at that time.
import { percentile } from '../dashboard/interactions.ts';
import { say } from '../support/arguments.ts';
import type { Program } from '../support/programs.ts';
import type { Seen } from './load.ts';

export type LoopDelay = { at: number; p50: number; p99: number; max: number };
type Aged = { at: number; ms: number };

const everyMs = 5_000;

/** Keeps what a program started with report-delay.ts says of its event loop. */
export function keepDelays(program: Program): LoopDelay[] {
  const kept: LoopDelay[] = [];
  program.onLine((line) => {
    if (line.startsWith('{"loop_delay"'))
      kept.push((JSON.parse(line) as { loop_delay: LoopDelay }).loop_delay);
  });
  return kept;
}

export function sayKinds(seen: readonly Seen[]): void {
  for (const [kind, of] of [...Map.groupBy(seen, (one) => one.kind)].toSorted(byName)) {
    const ms = of.map((one) => one.ms);
    const at = (part: number) => String(tenths(percentile(ms, part))).padStart(7);
    const worst = String(tenths(Math.max(...ms))).padStart(7);
    say(
      `  ${kind.padEnd(22)} ${String(of.length).padStart(6)}  p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${worst} ms`,
    );
  }
  const wrong = seen.filter(isError);
  for (const [what, of] of Map.groupBy(wrong, (one) => `${one.kind} ${one.status} ${one.error ?? ''}`))
    say(`  ${of.length} × ${what}`);
}

/** A line for five seconds: a stall shows as what it is, and beside it whose event loop stood still. */
export function saySeries(
  from: number,
  seen: readonly Seen[],
  ages: readonly Aged[],
  loops: readonly { name: string; delays: readonly LoopDelay[] }[],
): void {
  const slot = (at: number) => Math.floor((at - from) / everyMs);
  const bySlot = Map.groupBy(seen, (one) => slot(one.at));
  say('  seconds  requests  p50    p95    max ms   analytics ms   event loop, worst ms');
  for (const [at, of] of [...bySlot].toSorted(([a], [b]) => a - b)) {
    const ms = of.map((one) => one.ms);
    const cell = (value: number) => String(Math.round(value)).padStart(6);
    const aged = ages.filter((one) => slot(one.at) === at).map((one) => one.ms);
    const late = loops.map(({ name, delays }) => {
      const own = delays.filter((one) => slot(one.at) === at).map((one) => one.max);
      return `${name} ${own.length > 0 ? Math.round(Math.max(...own)) : '-'}`;
    });
    say(
      `  ${cell((at * everyMs) / 1_000)} ${cell(of.length)}   ${cell(percentile(ms, 0.5))} ${cell(percentile(ms, 0.95))} ${cell(Math.max(...ms))}   ${cell(aged.length > 0 ? Math.max(...aged) : Number.NaN)}       ${late.join(', ')}`,
    );
  }
}

export function isError(one: Seen): boolean {
  return one.error !== undefined || one.status < 200 || one.status >= 300;
}

export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function byName(a: [string, unknown], b: [string, unknown]): number {
  return a[0].localeCompare(b[0]);
}
