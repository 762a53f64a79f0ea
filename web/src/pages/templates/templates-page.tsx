import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { LayoutTemplate } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FamilyRow, languageName } from './family-row.tsx';
import { SyncFaults, SyncLine } from './sync-note.tsx';
import { familiesOf } from './template.ts';
import { TemplateSheet } from './template-sheet.tsx';
import { categories, categoryWords, statuses, templateWords } from './template-words.ts';

const route = getRouteApi('/app/templates');
const all = 'all';

/** Every WhatsApp template as the platform keeps it: how it stands, in which languages, who writes with it. */
export function TemplatesPage() {
  const { t, i18n } = useLingui();
  useTitle(t`Templates`);
  const user = useUser();
  const navigate = route.useNavigate();
  const { language: nameOf } = useRegionNames();
  const { q, status, category, language, gone, open } = route.useSearch();
  const asked = { q, status, category, language, ...(gone ? { removed: true } : {}) };
  const list = useQuery({
    queryKey: ['templates', asked],
    queryFn: ({ signal }) => api('GET /api/v1/templates', { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  const families = list.data && familiesOf(list.data.items);
  const filter = (next: Partial<Record<'q' | 'status' | 'category' | 'language', string | undefined>>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const clear = () => void navigate({ search: gone ? { gone } : {}, replace: true });
  const choice = (value: string) => (value === all ? undefined : value);
  const codes = [
    ...new Set(list.data?.items.flatMap((one) => one.languages.map(({ language: code }) => code))),
  ];
  if (language && !codes.includes(language)) codes.push(language);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        title={<Trans>Templates</Trans>}
        note={<Trans>What WhatsApp lets you open a conversation with, as it stands there.</Trans>}
        actions={
          list.data && (
            <SyncLine
              at={list.data.synchronised_at}
              accounts={list.data.accounts}
              mayAsk={user?.role !== 'compliance'}
            />
          )
        }
      />
      {list.data && <SyncFaults accounts={list.data.accounts} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchField
          label={t`Template’s name or words`}
          value={q ?? ''}
          onSearch={(next) => filter({ q: next || undefined })}
        />
        <Select
          label={t`Status`}
          value={status ?? all}
          items={[
            { value: all, label: t`Every status` },
            ...statuses.map((value) => ({ value, label: i18n._(templateWords(value).word) })),
          ]}
          onChange={(value) => filter({ status: choice(value) })}
        />
        <Select
          label={t`Category`}
          value={category ?? all}
          items={[
            { value: all, label: t`Every category` },
            ...categories.map((value) => ({
              value,
              label: categoryWords[value] ? i18n._(categoryWords[value]) : value,
            })),
          ]}
          onChange={(value) => filter({ category: choice(value) })}
        />
        <Select
          label={t`Language`}
          value={language ?? all}
          items={[
            { value: all, label: t`Every language` },
            ...codes.toSorted().map((value) => ({ value, label: languageName(value, nameOf) })),
          ]}
          onChange={(value) => filter({ language: choice(value) })}
        />
        <Checkbox
          label={t`Show deleted ones`}
          checked={gone ?? false}
          onChange={(next) =>
            void navigate({
              search: (before) => ({ ...before, gone: next ? true : undefined }),
              replace: true,
            })
          }
        />
      </div>
      <Panel>
        <ListStates
          query={list}
          count={families?.length}
          filtered={[q, status, category, language].some((one) => one !== undefined)}
          onClear={clear}
          empty={
            <EmptyState
              icon={LayoutTemplate}
              title={<Trans>No template yet</Trans>}
              action={
                user?.role === 'admin' &&
                list.data?.accounts.length === 0 && (
                  <Link to="/devices/connect" className={buttonLooks('primary')}>
                    <Trans>Connect WhatsApp</Trans>
                  </Link>
                )
              }
            >
              <Trans>
                Templates are made in WhatsApp Manager and come here by themselves once WhatsApp has them.
              </Trans>
            </EmptyState>
          }
        >
          {families ? (
            <ul aria-label={t`Templates`} className="divide-y divide-line">
              {families.map((family) => (
                <FamilyRow key={family.key} family={family} />
              ))}
            </ul>
          ) : (
            <div role="status" aria-label={t`Loading`} className="grid gap-5 p-5">
              {['a', 'b', 'c'].map((key) => (
                <Skeleton key={key} className="h-20" />
              ))}
            </div>
          )}
        </ListStates>
      </Panel>
      {open && (
        <TemplateSheet
          id={open}
          onClose={() => void navigate({ search: (before) => ({ ...before, open: undefined }) })}
        />
      )}
    </div>
  );
}
