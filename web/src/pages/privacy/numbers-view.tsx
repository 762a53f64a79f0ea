import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { Ban, ListPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useList } from '../../lib/use-list.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { stopOwners } from './routes.ts';
import { StopLine, type Stop } from './stop-line.tsx';
import { stopReasons } from './stop-words.ts';
import { SuppressDialog } from './suppress-dialog.tsx';

const route = getRouteApi('/app/compliance/consent');

/** Addresses kept as hashes: the list shows how they end, never the number. */
export function NumbersView() {
  const { t, i18n } = useLingui();
  const { whose, reason } = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, setAdding] = useState<'one' | 'many'>();
  const [lifting, setLifting] = useState<Stop>();
  const list = useList('GET /api/v1/suppressions', {
    query: { ...(whose ? { whose } : {}), ...(reason ? { reason } : {}) },
  });
  const reasonItems = Object.entries(stopReasons).map(([value, words]) => ({ value, label: i18n._(words) }));
  return (
    <section aria-label={t`Do not contact`} className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap gap-1">
          <Select<string>
            label={t`Whose decision`}
            value={whose ?? ''}
            items={[
              { value: '', label: t`Everybody’s decision` },
              { value: 'person', label: t`The person’s, a platform’s or the law’s` },
              { value: 'ours', label: t`Ours` },
            ]}
            onChange={(next) =>
              void navigate({
                search: (now) => ({ ...now, whose: stopOwners.find((one) => one === next) }),
                replace: true,
              })
            }
          />
          <Select<string>
            label={t`Why`}
            value={reason ?? ''}
            items={[{ value: '', label: t`Every reason` }, ...reasonItems]}
            onChange={(next) =>
              void navigate({ search: (now) => ({ ...now, reason: next || undefined }), replace: true })
            }
          />
        </div>
        <div className="flex flex-wrap gap-2">
          <Button icon={<ListPlus className="size-4" aria-hidden />} onClick={() => setAdding('many')}>
            <Trans>Add a list</Trans>
          </Button>
          <Button icon={<Plus className="size-4" aria-hidden />} onClick={() => setAdding('one')}>
            <Trans>Add a number</Trans>
          </Button>
        </div>
      </div>
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={whose !== undefined || reason !== undefined}
          onClear={() => void navigate({ search: {}, replace: true })}
          empty={
            <EmptyState icon={Ban} title={<Trans>The list is empty</Trans>}>
              <Trans>People who block us or are erased come here by themselves.</Trans>
            </EmptyState>
          }
        >
          {list.rows ? (
            <ul className="divide-y divide-line" aria-label={t`Do not contact`}>
              {list.rows.map((one) => (
                <StopLine
                  key={one.id}
                  stop={one}
                  action={
                    <Button onClick={() => setLifting(one)}>
                      <Trans>Take off</Trans>
                      <span className="sr-only"> {one.hint}</span>
                    </Button>
                  }
                />
              ))}
            </ul>
          ) : (
            <Skeleton className="m-4 h-40" />
          )}
          <MoreButton query={list} />
        </ListStates>
      </Panel>
      {adding === 'one' && <SuppressDialog onClose={() => setAdding(undefined)} />}
      {adding === 'many' && <PasteDialog onClose={() => setAdding(undefined)} />}
      {lifting && <LiftDialog stop={lifting} onClose={() => setLifting(undefined)} />}
    </section>
  );
}
