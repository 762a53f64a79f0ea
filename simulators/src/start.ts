// Starts the four simulators in this process. Enters: ports, a seed, perhaps a data folder and a clock.
// Leaves: four base URLs, the control API as functions, and a clean stop.
import { realClock, type Clock } from './core/clock.ts';
import { servePlatform, type ServedPlatform } from './core/serve.ts';
import { PLATFORMS, type Platform, type PlatformName, type Simulation } from './core/simulation.ts';
import { createImessage } from './imessage/platform.ts';
import { createSignal } from './signal/platform.ts';
import { createTelegram } from './telegram/platform.ts';
import { createWhatsApp } from './whatsapp/platform.ts';

export interface SimulatorOptions {
  /** 0 or absent: any free port. */
  ports?: Partial<Record<PlatformName, number>>;
  /** Decides who has an account, who reads, who answers what. */
  seed?: number;
  /** Where accounts, webhooks, chats, templates and ledgers survive a stop. Absent: nowhere. */
  dataDir?: string;
  /** One clock for all four; a virtual one makes 24 hours pass in a call. */
  clock?: Clock;
  /** Keys kept in each ledger; totals go on beyond it. */
  ledgerLimit?: number;
  /** Connections to one webhook host. */
  callbackConnections?: number;
  /** The most updates in one WhatsApp delivery: 1,000 when absent, as Meta documents it; 1 sends each by itself. */
  updatesPerCallback?: number;
  /** Only these; all four when absent. */
  only?: readonly PlatformName[];
}

export type PlatformControl = (method: string, name: string, body?: unknown) => Promise<unknown>;

export interface Simulators {
  urls: Record<PlatformName, string>;
  /** `control.whatsapp('POST', 'accounts', {…})` is `POST /_control/accounts` on that simulator's port. */
  control: Record<PlatformName, PlatformControl>;
  close(): Promise<void>;
}

const CREATE: Record<PlatformName, (simulation: Simulation) => Platform> = {
  whatsapp: createWhatsApp,
  telegram: createTelegram,
  signal: createSignal,
  imessage: createImessage,
};

export async function startSimulators(options: SimulatorOptions = {}): Promise<Simulators> {
  const served = new Map<PlatformName, ServedPlatform>();
  const clocks: Clock[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all([...served.values()].map((platform) => platform.close()));
    for (const clock of clocks) clock.stop();
  };
  try {
    for (const name of options.only ?? PLATFORMS) {
      const clock = options.clock ?? realClock();
      if (!options.clock) clocks.push(clock);
      const shared = {
        ...{ clock, seed: options.seed ?? 1, dataDir: options.dataDir, ledgerLimit: options.ledgerLimit },
        callbackConnections: options.callbackConnections,
        updatesPerCallback: options.updatesPerCallback,
      };
      served.set(name, await servePlatform(name, options.ports?.[name] ?? 0, shared, CREATE[name]));
    }
  } catch (error) {
    await closeAll();
    throw error;
  }
  const missing: PlatformControl = async (_method, name) => {
    throw new Error(`this simulator was not started (${name})`);
  };
  const pick = <T>(choose: (platform: ServedPlatform | undefined) => T): Record<PlatformName, T> => ({
    whatsapp: choose(served.get('whatsapp')),
    telegram: choose(served.get('telegram')),
    signal: choose(served.get('signal')),
    imessage: choose(served.get('imessage')),
  });
  let closing: Promise<void> | undefined;
  return {
    urls: pick((platform) => platform?.url ?? ''),
    control: pick((platform) => platform?.control ?? missing),
    close: () => (closing ??= closeAll()),
  };
}
