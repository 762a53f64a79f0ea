// Puts one platform on its port: control requests to one side, API requests (slowed while callbacks pile up)
// to the other.
import { answerControl, controlTable, runControl } from './control.ts';
import { listen } from './http.ts';
import { Simulation, type Platform, type PlatformName, type SimulationOptions } from './simulation.ts';

export interface ServedPlatform {
  url: string;
  simulation: Simulation;
  /** The control API without the HTTP in between. */
  control: (method: string, name: string, body?: unknown) => Promise<unknown>;
  close(): Promise<void>;
}

export async function servePlatform(
  name: PlatformName,
  port: number,
  options: SimulationOptions,
  create: (simulation: Simulation) => Platform,
): Promise<ServedPlatform> {
  const simulation = new Simulation(name, options);
  const platform = create(simulation);
  const table = controlTable(simulation, platform);
  const { callbacks } = simulation;
  const floor = await listen(port, (call) => {
    if (call.path.startsWith('/_control/')) answerControl(call, simulation, table);
    // Backpressure: a sender faster than its own webhook is made to wait, as memory is finite.
    else if (callbacks.full) void callbacks.room().then(() => platform.handle(call));
    else platform.handle(call);
  });
  for (const task of simulation.restoredTasks()) platform.resume(task);
  return {
    url: floor.url,
    simulation,
    control: async (method, path, body) => {
      const [route = '', query = ''] = path.split('?');
      return runControl(table, method, route, body, new URLSearchParams(query));
    },
    async close() {
      platform.close?.();
      await floor.close();
      const underWay = platform.save();
      await callbacks.close();
      // The clock may be shared by several platforms (a virtual one is), so each takes only its own tasks.
      const waiting = options.clock.saved().filter((task) => task.kind.startsWith(`${name}.`));
      simulation.saveTasks([...underWay, ...waiting]);
      simulation.journal.close();
    },
  };
}
