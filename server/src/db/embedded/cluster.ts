import { setTimeout as sleep } from 'node:timers/promises';
import { initialise, isInitialised } from './initialise.ts';
import { freePort } from './free-port.ts';
import type { Place } from './place.ts';
import { clearLeftovers, PortTaken, startPostmaster, type Postmaster } from './postmaster.ts';
import { loadSecrets, newSecrets, saveSecrets, type Secrets } from './secrets.ts';
import { writeSettings, type Settings } from './settings.ts';

export type Cluster = { place: Place; secrets: Secrets; postmaster: Postmaster };

type Options = { settings?: Settings; sync?: boolean; log?: (line: string) => void };

const ATTEMPTS = 5;

/** Starts the cluster of a place, creating it the first time. The caller must hold the place's lock. */
export async function startCluster(place: Place, options: Options = {}): Promise<Cluster> {
  const log = options.log ?? (() => {});
  const secrets = loadSecrets(place.folder) ?? firstSecrets(place);
  if (!isInitialised(place)) {
    log('Creating the database');
    await initialise(place, secrets.admin, { sync: options.sync ?? true });
  }
  if ((await clearLeftovers(place)) === 'stopped') log('Stopped a PostgreSQL that was left running');
  const files = writeSettings(place.folder, place.cluster, options.settings ?? {});
  for (let attempt = 1; ; attempt++) {
    secrets.port = await freePort(attempt === 1 ? secrets.port : undefined);
    saveSecrets(place.folder, secrets);
    try {
      return { place, secrets, postmaster: await startPostmaster(place, files, secrets.port) };
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof PortTaken || isStillEnding(error))) throw error;
      await sleep(200 * attempt);
    }
  }
}

/** Kept before the cluster is made: a cluster without its password would be lost. */
function firstSecrets(place: Place): Secrets {
  if (isInitialised(place)) {
    throw new Error(
      `The passwords of the database in ${place.folder} are gone (secrets.json). Restore that file.`,
    );
  }
  const secrets = newSecrets();
  saveSecrets(place.folder, secrets);
  return secrets;
}

/** The postmaster was killed and its workers have not noticed yet; they do within moments. */
function isStillEnding(error: unknown): boolean {
  return error instanceof Error && error.message.includes('pre-existing shared memory block');
}
