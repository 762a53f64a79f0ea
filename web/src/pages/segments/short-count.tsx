import { Plural, Trans } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import type { useCount } from './use-count.ts';

/** Where the count itself stands below what is being written: on a phone it is seen changing here. */
export function ShortCount(props: { count: ReturnType<typeof useCount>; old: boolean; empty: boolean }) {
  const { exact } = useFormat();
  const { query, busy } = props.count;
  if (props.empty || query.data === undefined) return null;
  const people = query.data.count;
  return (
    <a
      href="#count"
      className={`tabular mt-3 inline-flex min-h-6 items-center text-lg font-semibold underline-offset-2 hover:underline lg:hidden ${props.old || busy || query.isError ? 'text-subtle' : ''}`}
    >
      {busy && !props.old ? (
        <Trans>Counting…</Trans>
      ) : (
        <Plural value={people} one={`${exact(people)} person fits`} other={`${exact(people)} people fit`} />
      )}
    </a>
  );
}
