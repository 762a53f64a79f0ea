// Some platforms in a thread of their own, for `main.ts --threads`. Platforms share nothing, so nothing is passed
// between them; the parent learns the URLs and says when to stop.
import { parentPort, workerData } from 'node:worker_threads';
import type { PlatformName } from './core/simulation.ts';
import { startSimulators, type SimulatorOptions } from './start.ts';

const { only, options } = workerData as { only: PlatformName[]; options: SimulatorOptions };
const simulators = await startSimulators({ ...options, only });
parentPort?.once('message', () => {
  void simulators.close().then(() => parentPort?.close());
});
parentPort?.postMessage(simulators.urls);
