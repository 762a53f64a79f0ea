// The sessions play in a process of their own: what the bench itself does, and what it waits for, must not delay them.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Load, LoadFound, LoadOptions } from './load.ts';
import type { Manager } from './population.ts';
import type { Session } from './requests.ts';

export type ToLoad =
  { do: 'play'; port: number; managers: readonly Session[]; options: LoadOptions } | { do: 'stop' };

const program = fileURLToPath(new URL('load-process.ts', import.meta.url));

export function startLoad(port: number, managers: readonly Manager[], options: LoadOptions): Load {
  const child = fork(program, { serialization: 'advanced' });
  process.once('exit', () => child.kill('SIGKILL'));
  const tell = (what: ToLoad) => child.send(what);
  const ended = new Promise<LoadFound>((resolve, reject) => {
    child.once('message', (found) => resolve(found as LoadFound));
    child.once('exit', (code) =>
      reject(new Error(`The sessions ended with ${code} before they were told to`)),
    );
  });
  ended.catch(() => {});
  const sessions = managers.map(({ token, people, campaigns }) => ({ token, people, campaigns }));
  tell({ do: 'play', port, managers: sessions, options });
  return {
    stop: () => {
      tell({ do: 'stop' });
      return ended;
    },
  };
}
