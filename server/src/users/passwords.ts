// Password hashes: argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane). Few run at once, so that a login storm
// costs waiting, not memory; beyond the queue the answer is `unavailable`.
import { hash, verify } from '@node-rs/argon2';
import { Problem } from '../http/problem.ts';

const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// As many as libuv has threads for; 4 × 19 MiB.
const atOnce = 4;
const mostWaiting = 2_000;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw new Problem('unavailable', { retryAfterSeconds: 5 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    // The place goes to the next in line without ever being free.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), parameters));
}

let dummy: Promise<string> | undefined;

/** Without a stored hash a dummy is checked, so that an unknown e-mail takes as long as a wrong password. */
export async function checkPassword(stored: string | undefined, password: string): Promise<boolean> {
  const usable = stored?.startsWith('$argon2id$') ? stored : undefined;
  const against = usable ?? (await (dummy ??= hashPassword('a password nobody has')));
  const fits = await inTurn(() => verify(against, password.normalize('NFKC')));
  return fits && usable !== undefined;
}
