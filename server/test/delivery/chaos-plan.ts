// What goes wrong in one run, decided by its seed alone: the network's faults, and who is killed, frozen or restarted
// when. The processes' own timing is not the seed's, so a seed repeats the blows and not the moment they land.
import { randomSource } from '../../../simulators/src/core/random.ts';
import { crashPoints } from '../../src/processes/crash-points.ts';

export type Blow =
  /** SIGKILL. `crashAt`: its successor dies by itself at that point. */
  | { kind: 'kill'; crashAt: string | undefined }
  /** SIGSTOP, SIGCONT some time after its lease is over: a zombie that thinks it is still the owner. */
  | { kind: 'freeze'; extraMs: number }
  /** SIGTERM and a new process. */
  | { kind: 'restart' }
  /** PostgreSQL goes down at once and comes back. */
  | { kind: 'database'; downMs: number };

export type PlannedBlow = Blow & {
  /** After this share of the campaign was accepted by the platforms … */
  share: number;
  /** … and so many milliseconds more. */
  afterMs: number;
  /** The process that owns most lanes, or whoever has this place. */
  victim: 'busiest' | number;
};

export type RunPlan = {
  seed: number;
  people: number;
  /** Patches of the simulators' behaviour: everyone's, and what only some can take. */
  network: Record<string, unknown>;
  silence: number;
  blows: PlannedBlow[];
};

export const processes = 2;

/** Points passed while messages are on their way, at which a successor may be told to die. */
const deadly = crashPoints.filter((one) => !/campaign|schedule|cancel|release|doubts|move/.test(one));

export function planRun(seed: number): RunPlan {
  const random = randomSource(Math.imul(seed, 0x9e3779b1) ^ 0x5a17);
  const upTo = (most: number) => random() * most;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(upTo(items.length))] as T;
  const blow = (): Blow => {
    const chance = random();
    if (chance < 0.5) {
      const crashAt = random() < 0.4 ? `${pick(deadly)}:${1 + Math.floor(upTo(4))}` : undefined;
      return { kind: 'kill', crashAt };
    }
    if (chance < 0.68) return { kind: 'freeze', extraMs: Math.round(upTo(800)) };
    if (chance < 0.85) return { kind: 'database', downMs: Math.round(upTo(400)) };
    return { kind: 'restart' };
  };
  const blows = Array.from({ length: 1 + Math.floor(upTo(2)) }, (_, index): PlannedBlow => ({
    ...blow(),
    share: index === 0 ? 0.02 + upTo(0.7) : 0,
    afterMs: index === 0 ? 0 : Math.round(upTo(3_500)),
    victim: random() < 0.75 ? 'busiest' : Math.floor(upTo(processes)),
  }));
  return {
    seed,
    people: 80 + 4 * Math.floor(upTo(16)),
    network: {
      latency_ms: { min: 10, max: 60 + Math.round(upTo(200)) },
      duplicate_receipts: upTo(0.3),
      reorder_receipts: upTo(0.3),
      drop_receipts: upTo(0.1),
      cut_after_accept: upTo(0.04),
      // The platforms' people take their time: receipts come while the next blow falls.
      people: { delivery_ms: { min: 5, max: 50 + Math.round(upTo(600)) }, read_ms: { min: 5, max: 300 } },
    },
    silence: upTo(0.04),
    blows,
  };
}
