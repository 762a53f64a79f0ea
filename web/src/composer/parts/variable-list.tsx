import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Variable } from '../variables.ts';

type Props = { variables: readonly Variable[] | undefined; onPick: (name: string) => void };

/** Everything a text can name, with what it means and how it may look. */
export function VariableList({ variables, onPick }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = variables?.filter((one) =>
    [one.word, one.name, one.meaning].some((text) => text.toLowerCase().includes(wanted)),
  );
  const groups = [
    { id: 'person', title: t`About the person` },
    { id: 'us', title: t`From you` },
    { id: 'more', title: t`Details and imported columns` },
  ] as const;
  return (
    <div className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      <div className="border-b border-line p-2">
        <input
          type="search"
          aria-label={t`Search variables`}
          placeholder={t`Search variables`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || !found?.[0]) return;
            event.preventDefault();
            onPick(found[0].name);
          }}
          className="block min-h-9 w-full rounded-md border border-control bg-surface px-2.5 text-lg placeholder:text-subtle focus-visible:outline-offset-0 sm:text-base"
        />
      </div>
      <div className="min-h-0 overflow-y-auto p-1">
        {!found && <Skeleton className="m-2 h-24" />}
        {found?.length === 0 && (
          <p role="status" className="px-3 py-4 text-sm text-muted">
            <Trans>Nothing of this name. A column has to be imported before a text can name it.</Trans>
          </p>
        )}
        {groups.map(({ id, title }) => {
          const own = found?.filter((one) => one.group === id) ?? [];
          if (own.length === 0) return null;
          return (
            <section key={id} aria-label={title}>
              <h3 className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-subtle">{title}</h3>
              {own.map((one) => (
                <button
                  key={one.name}
                  type="button"
                  onClick={() => onPick(one.name)}
                  className="grid w-full gap-0.5 rounded-md px-2.5 py-1.5 text-start hover:bg-raised focus-visible:-outline-offset-2"
                >
                  <span className="flex items-baseline justify-between gap-3">
                    <span className="font-medium">{one.word}</span>
                    {one.example && (
                      <span dir="auto" className="truncate text-sm text-subtle">
                        {one.example}
                      </span>
                    )}
                  </span>
                  <span className="text-sm text-muted">{one.meaning}</span>
                </button>
              ))}
            </section>
          );
        })}
      </div>
    </div>
  );
}
