// The demo's part of a start, in two steps around the listening server: data and simulators before it, callbacks and
// campaigns after it.
import type { Runtime } from '../runtime.ts';
import { businessAccounts, synchroniseTemplates } from '../templates/synchronise.ts';
import { pointAccounts, registerCallbacks } from './connect-simulators.ts';
import { beginDemo, keepDemoRunning } from './run-demo.ts';
import { demoWorkspace } from './seed-demo.ts';
import { startSeeder, type Seeder } from './seed-process.ts';
import { startSimulatorProcess } from './simulators.ts';

export type Demo = { begin(): Promise<{ stop(): Promise<void> }>; stop(): Promise<void> };

/** `databaseUrl`: as the application's role. `seeder`: where one is loaded already. */
export async function connectDemo(
  rt: Runtime,
  given: { databaseUrl: string; seeder?: Seeder | undefined; say: (line: string) => void },
): Promise<Demo> {
  const starting = startSimulatorProcess(rt.config.dataDir, rt.log);
  given.say('Preparing the demo workspace');
  const workspace = (await demoWorkspace(rt)) ?? (await seed(rt, given));
  const simulators = await starting;
  rt.demo.simulators = simulators.urls;
  await pointAccounts(rt, workspace, simulators.urls);
  // The library opens with the platform's own list, as it would a moment later.
  for (const account of await businessAccounts(rt, workspace)) await synchroniseTemplates(rt, account);
  return {
    begin: async () => {
      await registerCallbacks(rt, workspace);
      await beginDemo(rt, workspace, simulators.urls);
      return keepDemoRunning(rt, workspace);
    },
    stop: () => simulators.stop(),
  };
}

function seed(rt: Runtime, given: { databaseUrl: string; seeder?: Seeder | undefined }): Promise<string> {
  return (given.seeder ?? startSeeder()).seed({ config: rt.config, databaseUrl: given.databaseUrl });
}
