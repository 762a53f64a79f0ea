// What a person is called where their name is shown: the name, or why there is none, in the reader's language.
import { useLingui } from '@lingui/react/macro';

/** The server's code in the place of a name; contracts/src/privacy.ts holds it with its schemas, which the first page does not load. */
const erased = 'erased_person';

export function useCallName(): (name: string | null | undefined) => string {
  const { t } = useLingui();
  return (name) => {
    if (name === erased) return t`Erased person`;
    return name ?? t`Unnamed person`;
  };
}
