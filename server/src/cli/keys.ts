// `sampark keys`: what wraps the keys of people, in words.
import { setTimeout as after } from 'node:timers/promises';
import { countKeys, noteRotation, rewrapKeys } from '../privacy/keys/rotate-keys.ts';
import type { Runtime } from '../runtime.ts';

type Print = (line: string) => void;

const number = new Intl.NumberFormat('en-GB');

export async function showKeys(rt: Runtime, print: Print): Promise<void> {
  const { master } = rt.keys.people;
  const { versions, destroyed } = await countKeys(rt);
  const newest = master.versions().at(-1);
  const all = new Set([...master.versions(), ...versions.map((one) => one.version)]);
  for (const version of [...all].sort((a, b) => a - b)) {
    const count = versions.find((one) => one.version === version)?.keys ?? 0;
    const there = master.versions().includes(version);
    const says = !there
      ? 'MISSING: these keys cannot be opened'
      : version === newest
        ? 'in use'
        : count === 0
          ? 'may be forgotten'
          : 'still needed';
    print(`Version ${version}: ${number.format(count)} keys, ${says} (${master.place(version)})`);
  }
  print(`Destroyed: ${number.format(destroyed)} keys of erased people`);
}

/** Other processes may go on wrapping with the version before for this long. */
const seenEverywhereMs = 3_000;

/** Exit code. */
export async function rotate(
  rt: Runtime,
  print: Print,
  wait = () => after(seenEverywhereMs),
): Promise<number> {
  const { master } = rt.keys.people;
  const { versions } = await countKeys(rt);
  let target = master.versions().at(-1) ?? 0;
  const unfinished = versions.some((one) => one.version < target);
  if (unfinished) print(`Going on with version ${target}`);
  else if (master.next) target = master.next();
  else {
    print('Every key is wrapped with the newest version. Add a higher one to SAMPARK_PERSON_KEYS first.');
    return 1;
  }
  let done = 0;
  for (let pass = 1; ; pass++) {
    const found = await rewrapKeys(rt, target);
    done += found;
    if (found === 0 && pass > 1) break;
    await wait();
  }
  await noteRotation(rt, { version: target, keys: done });
  print(`${number.format(done)} keys are wrapped with version ${target} now (${master.place(target)}).`);
  for (const version of master.versions())
    if (version < target) print(`Version ${version} may go: sampark keys forget ${version}`);
  print('Keep it as long as a backup from before has to be readable.');
  return 0;
}

/** Exit code. */
export async function forget(rt: Runtime, version: number, print: Print): Promise<number> {
  const { master } = rt.keys.people;
  const { versions } = await countKeys(rt);
  const needed = versions.find((one) => one.version === version)?.keys ?? 0;
  if (needed > 0 || version === master.versions().at(-1)) {
    print(
      needed > 0
        ? `${number.format(needed)} keys are still wrapped with version ${version}: run sampark keys rotate first.`
        : `Version ${version} is the newest: new keys are wrapped with it.`,
    );
    return 1;
  }
  if (!master.versions().includes(version)) {
    print(`There is no version ${version}.`);
    return 1;
  }
  if (!master.remove) {
    print(`Take version ${version} out of SAMPARK_PERSON_KEYS and start the processes again.`);
    return 0;
  }
  master.remove(version);
  await noteRotation(rt, { forgotten: version });
  print(`Version ${version} is gone.`);
  return 0;
}
