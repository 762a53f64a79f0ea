import { Dialog } from '@base-ui/react/dialog';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Moon, Plus, Search, Send, Upload, Users, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { Me } from '../api/auth-types.ts';
import { api } from '../api/client.ts';
import { useErrorText } from '../lib/error-text.ts';
import { chooseTheme } from '../lib/own-preferences.ts';
import { useShownTheme } from '../lib/preferences.ts';
import { campaignWords } from '../lib/words.ts';
import { classNames } from '../ui/class-names.ts';
import { placesOf } from './places.ts';

type Entry = { key: string; name: string; note?: string | undefined; icon: LucideIcon; run: () => void };

/** The window itself: loaded with the first opening. */
export function PaletteWindow({ onClose, ...finder }: FinderProps & { onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[#000]/40" />
        <Dialog.Popup
          data-palette
          aria-label={t`Find or go to`}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[70dvh] max-w-[600px] flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-overlay outline-none sm:top-[12dvh]"
        >
          <Finder {...finder} onDone={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type FinderProps = { user: Me; text: string; onText: (text: string) => void };

function Finder({ user, text, onText, onDone }: FinderProps & { onDone: () => void }) {
  const { t } = useLingui();
  const [at, setAt] = useState(0);
  const list = useId();
  const errorText = useErrorText();
  const { entries, failed, busy } = useEntries(user, text);
  const chosen = entries[Math.min(at, entries.length - 1)];
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onDone();
    entry.run();
  };
  useEffect(() => {
    if (chosen) document.getElementById(`${list}-${chosen.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, list]);
  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-subtle" aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={chosen ? `${list}-${chosen.key}` : undefined}
          aria-label={t`Find or go to`}
          placeholder={t`A page, a person, a campaign…`}
          value={text}
          onChange={(event) => {
            onText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'ArrowDown') setAt((now) => (now + 1) % Math.max(1, entries.length));
            else if (event.key === 'ArrowUp')
              setAt((now) => (now + entries.length - 1) % Math.max(1, entries.length));
            else if (event.key === 'Enter') run(chosen);
            else return;
            event.preventDefault();
          }}
          className="min-h-12 w-full bg-transparent text-lg outline-none placeholder:text-subtle"
        />
      </div>
      <ul id={list} role="listbox" aria-label={t`Findings`} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {entries.map((entry) => {
          const Icon = entry.icon;
          return (
            <li
              key={entry.key}
              id={`${list}-${entry.key}`}
              role="option"
              aria-selected={entry === chosen}
              onMouseMove={() => setAt(entries.indexOf(entry))}
              onClick={() => run(entry)}
              className={classNames(
                'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-2.5 pointer-coarse:min-h-11',
                entry === chosen && 'bg-raised',
              )}
            >
              <Icon className="size-4 shrink-0 text-muted" aria-hidden />
              <span className="min-w-0 flex-1 truncate py-0.5">{entry.name}</span>
              {entry.note && <span className="shrink-0 text-sm text-muted">{entry.note}</span>}
            </li>
          );
        })}
      </ul>
      {failed !== null && (
        <p role="alert" className="border-t border-line px-4 py-3 text-danger">
          <Trans>People and campaigns could not be searched.</Trans> {errorText(failed).remedy}
        </p>
      )}
      {entries.length === 0 && failed === null && (
        <p role="status" className="px-4 pt-2 pb-6 text-center text-muted">
          {busy ? <Trans>Searching…</Trans> : <Trans>Nothing is called that.</Trans>}
        </p>
      )}
    </>
  );
}

function useEntries(user: Me, text: string): { entries: Entry[]; failed: unknown; busy: boolean } {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const dark = useShownTheme() === 'dark';
  const q = text.trim();
  const search = q.length >= 2;
  const people = useQuery({
    queryKey: ['palette', 'prospects', q],
    queryFn: ({ signal }) => api('GET /api/v1/prospects', { query: { q, limit: 5 }, signal }),
    enabled: search,
    placeholderData: keepPreviousData,
  });
  const campaigns = useQuery({
    queryKey: ['palette', 'campaigns', q],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns', { query: { q, limit: 5 }, signal }),
    enabled: search,
    placeholderData: keepPreviousData,
  });
  const may = user.role !== 'compliance';
  const fixed: Entry[] = [
    ...placesOf(user).map((place) => ({
      key: place.to,
      name: i18n._(place.name),
      note: place.keys,
      icon: place.icon,
      run: () => void navigate({ to: place.to }),
    })),
    ...(may
      ? [
          {
            key: 'new-campaign',
            name: t`Create campaign`,
            icon: Plus,
            run: () => void navigate({ to: '/campaigns/new' }),
          },
          {
            key: 'import',
            name: t`Import contacts`,
            icon: Upload,
            run: () => void navigate({ to: '/imports/new' }),
          },
        ]
      : []),
    {
      key: 'theme',
      name: dark ? t`Use light colours` : t`Use dark colours`,
      icon: Moon,
      run: () => void chooseTheme(dark ? 'light' : 'dark'),
    },
  ];
  const own = q ? fixed.filter((entry) => matches(entry, q)) : fixed;
  if (!search) return { entries: own, failed: null, busy: false };
  const entries = [
    ...own,
    ...(campaigns.data?.items ?? []).map((one) => ({
      key: one.id,
      name: one.name,
      note: i18n._(campaignWords[one.status].word),
      icon: Send,
      run: () => void navigate({ to: '/campaigns/$id', params: { id: one.id } }),
    })),
    ...(people.data?.items ?? []).map((one) => ({
      key: one.id,
      name: one.name ?? one.phone_number ?? one.email ?? t`Unnamed person`,
      note: one.phone_number ?? undefined,
      icon: Users,
      run: () => void navigate({ to: '/prospects/$id', params: { id: one.id } }),
    })),
  ];
  return {
    entries,
    failed: people.error ?? campaigns.error,
    busy: people.isFetching || campaigns.isFetching,
  };
}

function matches(entry: Entry, text: string): boolean {
  return entry.name.toLocaleLowerCase().includes(text.toLocaleLowerCase());
}
