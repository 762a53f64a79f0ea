import { useCallName } from '../../lib/call-name.ts';

type Named = { name: string | null; phone_number: string | null; email: string | null };

/** What a person is called here: the name, else how they can be recognised. */
export function usePersonName(): (person: Named) => string {
  const callName = useCallName();
  return (person) => callName(person.name ?? person.phone_number ?? person.email);
}
