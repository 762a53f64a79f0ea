import { useLingui } from '@lingui/react/macro';

type Named = { name: string | null; phone_number: string | null; email: string | null };

/** What a person is called here: the name, else how they can be recognised. */
export function usePersonName(): (person: Named) => string {
  const { t } = useLingui();
  return (person) => person.name ?? person.phone_number ?? person.email ?? t`Unnamed person`;
}
