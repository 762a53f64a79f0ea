import { mostProfiles } from '@sampark/contracts/profiles.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { CircleUserRound, Plus } from 'lucide-react';
import { useCodes, useRegionNames } from '../../i18n/region-names.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chip.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ProfileCard } from './profile-card.tsx';

const route = getRouteApi('/app/profiles');

/** How this portfolio manager speaks to which circle of people. */
export function ProfilesPage() {
  const { t } = useLingui();
  useTitle(t`Profiles`);
  const { exact } = useFormat();
  const { language } = useRegionNames();
  const languages = useCodes('language');
  const user = useUser();
  const mayWrite = user?.role !== 'compliance';
  const { q, language: tongue, state } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useList('GET /api/v1/profiles', {
    query: { q, language: tongue, is_active: state && state === 'on' },
  });
  const own = list.data?.pages[0] as { own?: number } | undefined;
  const change = (more: { q?: string | undefined; language?: string | undefined; state?: typeof state }) =>
    void navigate({ search: (now) => ({ ...now, ...more }), replace: true, resetScroll: false });
  const clear = () => change({ q: undefined, language: undefined, state: undefined });
  useShortcut('c', t`New profile`, () => {
    if (mayWrite) void navigate({ to: '/profiles/$id', params: { id: 'new' } });
  });
  const full = (own?.own ?? 0) >= mostProfiles;
  const create = mayWrite && !full && (
    <Link to="/profiles/$id" params={{ id: 'new' }} className={buttonLooks('primary')}>
      <Plus className="size-4" aria-hidden />
      <Trans>New profile</Trans>
    </Link>
  );
  const [count, most] = [exact(own?.own ?? 0), exact(mostProfiles)];
  const chips = [
    ...(tongue
      ? [{ key: 'language', label: language(tongue), onRemove: () => change({ language: undefined }) }]
      : []),
    ...(state
      ? [
          {
            key: 'state',
            label: state === 'on' ? t`Active` : t`Switched off`,
            onRemove: () => change({ state: undefined }),
          },
        ]
      : []),
  ];
  // Those on screen first; any other language can be had by its profile's name.
  const offered = [
    ...new Set([...(list.rows ?? []).map((row) => row.language), ...(tongue ? [tongue] : [])]),
  ];
  return (
    <div className="grid gap-5">
      <PageHeader
        title={<Trans>Profiles</Trans>}
        note={
          <span className="grid gap-0.5">
            <Trans>
              How you speak to which circle of people: language, looks, texts, and whom it is for.
            </Trans>
            {mayWrite && own?.own !== undefined && (
              <span className="tabular" role={full ? 'status' : undefined}>
                {full ? (
                  <Trans>
                    You have {count} of {most}: delete one that no campaign uses to make another.
                  </Trans>
                ) : (
                  <Trans>
                    You have {count} of {most}.
                  </Trans>
                )}
              </span>
            )}
          </span>
        }
        actions={create}
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label={t`Profile’s name`}
          value={q ?? ''}
          onSearch={(next) => change({ q: next || undefined })}
        />
        <Select<string>
          label={t`Language`}
          value={tongue ?? ''}
          items={[
            { value: '', label: t`Every language` },
            ...offered
              .map((code) => ({ value: code, label: language(code) }))
              .toSorted((a, b) => languages.names.indexOf(a.label) - languages.names.indexOf(b.label)),
          ]}
          onChange={(value) => change({ language: value || undefined })}
        />
        <Select<string>
          label={t`State`}
          value={state ?? ''}
          items={[
            { value: '', label: t`Active and switched off` },
            { value: 'on', label: t`Active` },
            { value: 'off', label: t`Switched off` },
          ]}
          onChange={(value) => change({ state: value === 'on' || value === 'off' ? value : undefined })}
        />
        <FilterChips chips={chips} onClear={clear} />
      </div>
      {list.rows?.length ? (
        <>
          <ul aria-label={t`Profiles`} className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {list.rows.map((profile) => (
              <li key={profile.id} data-row={profile.id} className="grid min-w-0">
                <ProfileCard
                  profile={profile}
                  mayWrite={mayWrite}
                  mayCopy={mayWrite && !full}
                  showOwner={user?.role !== 'standard'}
                />
              </li>
            ))}
          </ul>
          <MoreButton query={list} />
        </>
      ) : (
        <Panel>
          <ListStates
            query={list}
            count={list.rows?.length}
            filtered={chips.length > 0 || q !== undefined}
            onClear={clear}
            empty={
              <EmptyState icon={CircleUserRound} title={<Trans>No profile yet</Trans>} action={create}>
                <Trans>
                  With profiles one campaign speaks to everybody in their own language and tone: each person
                  gets the words of the profile that fits them best.
                </Trans>
              </EmptyState>
            }
          >
            <div
              role="status"
              aria-label={t`Loading`}
              className="grid gap-4 p-4 sm:grid-cols-2 xl:grid-cols-3"
            >
              {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
                <Skeleton key={key} className="h-44" />
              ))}
            </div>
          </ListStates>
        </Panel>
      )}
    </div>
  );
}
