// A throwaway world: the whole product on a free port with a data folder of its own, removed with everything in it.
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { freePort } from '../../db/embedded/free-port.ts';
import { start } from '../../processes/start.ts';

export type World = { url: string; stop(): Promise<void> };

export async function startWorld(config: Config, progress: (line: string) => void): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sampark-demo-'));
  // As root, PostgreSQL runs as another account, which has to pass this folder.
  chmodSync(dataDir, 0o755);
  const remove = () => {
    const database = join(dataDir, 'postgres');
    // Where the folder is out of that account's reach the database lives elsewhere, behind a link.
    if (existsSync(database)) rmSync(realpathSync(database), { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    const started = await start(
      {
        ...config,
        port,
        publicUrl: `http://127.0.0.1:${port}`,
        dataDir,
        demo: 'on',
        databaseUrl: '',
        databaseOwnerUrl: '',
        // The log would run through the progress; what goes wrong still shows.
        logLevel: config.logLevel === 'info' ? 'error' : config.logLevel,
      },
      { print: progress },
    );
    return {
      url: `http://127.0.0.1:${port}`,
      stop: async () => {
        try {
          await started.stop();
        } finally {
          remove();
        }
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
