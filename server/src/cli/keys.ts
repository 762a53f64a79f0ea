// `sampark keys`: what wraps the keys of people and seals the installation's own secrets, in words.
import { setTimeout as after } from 'node:timers/promises';
import { checkKeys } from '../privacy/keys/check-keys.ts';
import { countKeys, noteRotation, rewrapKeys } from '../privacy/keys/rotate-keys.ts';
import type { Runtime } from '../runtime.ts';
import { acceptKey, dropKnown, keyFaults, say, writeDown } from '../security/known-keys.ts';
import { countSealed, resealSecrets } from '../security/reseal.ts';

type Print = (line: string) => void;

const number = new Intl.NumberFormat('en-GB');

/** Exit code: 1 where something cannot be opened. */
export async function showKeys(rt: Runtime, print: Print): Promise<number> {
  const { master } = rt.keys.people;
  const { ids } = rt.keys;
  const faults = await keyFaults(rt);
  for (const fault of faults) print(say(fault));
  const { versions, destroyed } = await countKeys(rt);
  const sealed = await countSealed(rt);
  const newest = master.versions().at(-1);
  const all = new Set([...master.versions(), ...versions.map((one) => one.version), ...sealed.keys()]);
  const secrets = (version: number) => `${number.format(sealed.get(version) ?? 0)} secrets`;
  for (const version of [...all].filter((one) => one > 0).sort((a, b) => a - b)) {
    const count = versions.find((one) => one.version === version)?.keys ?? 0;
    const there = master.versions().includes(version);
    const says = !there
      ? 'MISSING: these keys cannot be opened'
      : version === newest
        ? 'in use'
        : count + (sealed.get(version) ?? 0) === 0
          ? 'may be forgotten'
          : 'still needed';
    const id = master.id(version);
    print(
      `Version ${version}: ${number.format(count)} keys of people and ${secrets(version)}, ${says} (${master.place(version)}${id ? `, id ${id}` : ''})`,
    );
  }
  if (sealed.has(0)) print(`Sealed by SAMPARK_SECRET until the next rotation: ${secrets(0)}`);
  print(`SAMPARK_SECRET: id ${ids.secret}; suppression key: id ${ids.suppression}`);
  print(`Destroyed: ${number.format(destroyed)} keys of erased people`);
  const unusable = await checkKeys(rt, 'all');
  if (unusable > 0)
    print(
      `CANNOT BE OPENED: ${number.format(unusable)} keys of people. Nothing is sent to them. Restore these rows of person_keys from a backup (docs/privacy.md).`,
    );
  return faults.length + unusable > 0 ? 1 : 0;
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
  const newest = () => master.versions().at(-1) ?? 0;
  // What an earlier round left comes first; only when nothing of it can be moved does a further version make sense.
  if (await anyOlder(rt, newest())) {
    print(`Going on with version ${newest()}`);
    const moved = await moveAll(rt, newest(), wait);
    if (moved.keys + moved.secrets > 0) return finish(rt, newest(), moved, print);
  }
  if (!master.next) {
    print('Everything is under the newest version. Add a higher one to SAMPARK_PERSON_KEYS first.');
    return 1;
  }
  const target = master.next();
  await writeDown(rt);
  return finish(rt, target, await moveAll(rt, target, wait), print);
}

type Moved = { keys: number; secrets: number; unreadable: number };

async function anyOlder(rt: Runtime, version: number): Promise<boolean> {
  const { versions } = await countKeys(rt);
  const sealed = [...(await countSealed(rt)).keys()];
  return [...versions.map((one) => one.version), ...sealed].some((one) => one < version && one > 0);
}

async function moveAll(rt: Runtime, target: number, wait: () => Promise<unknown>): Promise<Moved> {
  const moved: Moved = { keys: 0, secrets: 0, unreadable: 0 };
  for (let pass = 1; ; pass++) {
    const secrets = await resealSecrets(rt, target);
    const keys = await rewrapKeys(rt, target);
    moved.keys += keys;
    moved.secrets += secrets.done;
    moved.unreadable = secrets.unreadable;
    if (keys + secrets.done === 0 && pass > 1) return moved;
    await wait();
  }
}

async function finish(rt: Runtime, target: number, moved: Moved, print: Print): Promise<number> {
  const { master } = rt.keys.people;
  const { unreadable, ...counts } = moved;
  await noteRotation(rt, { version: target, ...counts });
  print(
    `${number.format(moved.keys)} keys of people and ${number.format(moved.secrets)} secrets are under version ${target} now (${master.place(target)}).`,
  );
  if (unreadable > 0)
    print(`${number.format(unreadable)} secrets cannot be opened and stayed as they are: enter them anew.`);
  const needed = await stillNeeded(rt);
  for (const version of master.versions())
    if (version < target && !needed.has(version))
      print(`Version ${version} may go: sampark keys forget ${version}`);
  print('Keep it as long as a backup from before has to be readable.');
  return 0;
}

/** What hangs on each version. */
async function stillNeeded(rt: Runtime): Promise<Map<number, number>> {
  const needed = await countSealed(rt);
  for (const { version, keys } of (await countKeys(rt)).versions)
    needed.set(version, (needed.get(version) ?? 0) + keys);
  return needed;
}

/** Exit code. */
export async function forget(rt: Runtime, version: number, print: Print): Promise<number> {
  const { master } = rt.keys.people;
  const needed = (await stillNeeded(rt)).get(version) ?? 0;
  if (needed > 0 || version === master.versions().at(-1)) {
    print(
      needed > 0
        ? `${number.format(needed)} keys or secrets are still under version ${version}: run sampark keys rotate first.`
        : `Version ${version} is the newest: what is new is sealed with it.`,
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
  await dropKnown(rt, version);
  await noteRotation(rt, { forgotten: version });
  print(`Version ${version} is gone.`);
  return 0;
}

/** Exit code. */
export async function accept(rt: Runtime, name: string, print: Print): Promise<number> {
  if (!(await acceptKey(rt, name))) {
    print(`Nothing is wrong with "${name}". What is: sampark keys status`);
    return 1;
  }
  await noteRotation(rt, { accepted: name });
  print(`What hung on the ${name} key before stays closed. The processes start with the one they are given.`);
  return 0;
}
