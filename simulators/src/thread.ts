// One platform in a thread of its own, for `main.ts --threads`. Platforms share nothing, so nothing is passed
// between them; the parent learns the URL and says when to stop.
import { parentPort, workerData } from 'node:worker_threads';
import type { PlatformName } from './core/simulation.ts';
import { startSimulators, type SimulatorOptions } from './start.ts';

const { name, options } = workerData as { name: PlatformName; options: SimulatorOptions };
const simulators = await startSimulators({ ...options, only: [name] });
parentPort?.once('message', () => {
  void simulators.close().then(() => parentPort?.close());
});
parentPort?.postMessage(simulators.urls[name]);
