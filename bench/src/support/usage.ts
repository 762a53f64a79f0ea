// Who used the processors during a measurement, and how much of it was none of ours.
import { say } from './arguments.ts';
import { machineBusySeconds } from './programs.ts';

export type Meter = { name: string; cpuSeconds(): number; peakMb?(): number };

/** Starts counting; the returned function says what was used since. */
export function meterUsage(meters: readonly Meter[]): () => void {
  const own = process.cpuUsage();
  const busy = machineBusySeconds();
  const before = meters.map((one) => one.cpuSeconds());
  return () => {
    const used = meters.map((one, index) => one.cpuSeconds() - (before[index] ?? 0));
    meters.forEach((one, index) => {
      const memory = one.peakMb ? `, ${Math.round(one.peakMb())} MB` : '';
      say(`  ${one.name}: ${(used[index] ?? 0).toFixed(1)} s of processor${memory}`);
    });
    const { user, system } = process.cpuUsage(own);
    const ours = used.reduce((sum, seconds) => sum + seconds, (user + system) / 1e6);
    const other = machineBusySeconds() - busy - ours;
    say(`  everything else on this machine: ${Math.max(0, other).toFixed(1)} s of processor`);
  };
}
