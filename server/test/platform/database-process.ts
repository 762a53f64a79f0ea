// A process of its own for tests that kill it: starts the database of a folder, says so, and works on until
// it is told to stop by SIGTERM.
//     node database-process.ts FOLDER [unguarded]
import { startCluster } from '../../src/db/embedded/cluster.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts';
import { lockDataFolder } from '../../src/db/embedded/folder-lock.ts';
import { choosePlace } from '../../src/db/embedded/place.ts';
import { readPidFile } from '../../src/db/embedded/postmaster.ts';

const [dataDir = '', mode] = process.argv.slice(2);

try {
  if (mode === 'lock') {
    lockDataFolder(dataDir, { url: 'http://127.0.0.1:4400' });
    report({ pid: process.pid });
    setInterval(() => {}, 60_000);
  } else if (mode === 'unguarded') {
    // As if the watchdog had been killed too.
    const place = choosePlace(`${dataDir}/postgres`);
    lockDataFolder(place.folder);
    const { postmaster } = await startCluster(place);
    report({ pid: process.pid, postmaster: postmaster.pid });
    setInterval(() => {}, 60_000);
  } else {
    const database = await startEmbeddedPostgres({ dataDir, url: 'http://127.0.0.1:4400' });
    const stay = setInterval(() => {}, 60_000);
    process.once('SIGTERM', () => {
      clearInterval(stay);
      void database.stop();
    });
    // Last: whoever reads it may ask us to stop at once.
    report({ ...database, pid: process.pid, postmaster: readPidFile(`${database.folder}/cluster`)?.pid });
  }
} catch (error) {
  report({ error: error instanceof Error ? error.message : String(error) });
}

function report(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
