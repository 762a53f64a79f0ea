// What a sealed text says, for tests that look into the database.
import type { Runtime } from '../../src/runtime.ts';

export async function opened(
  rt: Runtime,
  person: string,
  column: string,
  text: string | null | undefined,
): Promise<string | null> {
  const keys = await rt.keys.people.toRead(rt.db, [person]);
  return keys.openText(person, column, text ?? null);
}
