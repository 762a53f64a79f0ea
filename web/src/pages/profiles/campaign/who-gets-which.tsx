import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronRight, TriangleAlert } from 'lucide-react';
import { useFormat } from '../../../i18n/use-format.ts';
import { useCallName } from '../../../lib/call-name.ts';
import { Card } from '../../../ui/card.tsx';
import { DataTable, type Column } from '../../../ui/data-table.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { Answer } from '../../../api/client.ts';
import { useCampaignProfiles, useProfilePreview } from './use-campaign-profiles.ts';
import { useWhy } from './use-why.ts';

type Preview = Answer<'GET /api/v1/campaigns/{id}/profile-preview'>;

/** How many people get which profile, and of the first of them who and why. Nothing where a campaign has no profiles. */
export function WhoGetsWhich({ id }: { id: string }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const profiles = useCampaignProfiles(id);
  const preview = useProfilePreview(id, profiles.data?.items.some((one) => one.listed) ?? false);
  const data = preview.data;
  if (!profiles.data?.items.some((one) => one.listed)) return null;
  const checked = exact(data?.checked ?? 0);
  return (
    <Card
      id="who-gets-which"
      title={t`Who gets which profile`}
      note={
        data && !data.complete ? (
          <Trans>The first {checked} people of the audience were looked at.</Trans>
        ) : (
          <Trans>Everybody in the audience, before consent and reachability decide.</Trans>
        )
      }
    >
      {data ? (
        <div className="grid gap-4">
          <Counts preview={data} />
          {data.people.length > 0 && <People preview={data} />}
        </div>
      ) : preview.isError ? (
        <ErrorState
          error={preview.error}
          retrying={preview.isFetching}
          onRetry={() => void preview.refetch()}
        />
      ) : (
        <Skeleton className="h-32" />
      )}
    </Card>
  );
}

function Counts({ preview }: { preview: Preview }) {
  const { exact, percent } = useFormat();
  return (
    <ul className="grid gap-2.5">
      {preview.counts.map((one) => {
        const version = exact(one.version ?? 0);
        return (
          <li key={one.profile_id ?? 'none'} className="grid gap-1" data-profile={one.name ?? ''}>
            <p className="flex items-baseline justify-between gap-x-4">
              <span className="min-w-0">
                {one.profile_id === null ? (
                  <>
                    <TriangleAlert className="me-1.5 inline size-4 align-[-3px] text-warn" aria-hidden />
                    <Trans>None fits: the message of this campaign</Trans>
                  </>
                ) : (
                  <>
                    <span dir="auto" className="font-medium">
                      {one.name}
                    </span>{' '}
                    <span className="text-sm text-muted">
                      <Trans>Version {version}</Trans>
                    </span>
                  </>
                )}
              </span>
              <span className="tabular shrink-0 text-end text-muted">
                <Plural
                  value={one.people}
                  one={`${exact(one.people)} person`}
                  other={`${exact(one.people)} people`}
                />{' '}
                ({percent(one.people, preview.checked)})
              </span>
            </p>
            <span aria-hidden className="flex h-1.5 overflow-hidden rounded-full bg-raised">
              <span
                className={one.profile_id === null ? 'bg-warn' : 'bg-accent'}
                style={{ inlineSize: `${preview.checked === 0 ? 0 : (one.people / preview.checked) * 100}%` }}
              />
            </span>
            {one.by_default > 0 && (
              <p className="text-sm text-muted">
                <Plural
                  value={one.by_default}
                  one={`${exact(one.by_default)} of them because no profile is made for them`}
                  other={`${exact(one.by_default)} of them because no profile is made for them`}
                />
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function People({ preview }: { preview: Preview }) {
  const { t } = useLingui();
  const callName = useCallName();
  const why = useWhy();
  const { exact } = useFormat();
  type Person = Preview['people'][number];
  const reasons = (one: Person) =>
    one.reasons.length > 0 ? one.reasons.map(why).join(', ') : t`no profile is made for them`;
  const link = (one: Person) => (
    <Link
      to="/prospects/$id"
      params={{ id: one.prospect_id }}
      dir="auto"
      className="inline-flex min-h-6 items-center font-medium hover:underline"
    >
      {callName(one.name)}
    </Link>
  );
  const profile = (one: Person) => (
    <span dir="auto">{one.profile_name ?? t`The message of this campaign`}</span>
  );
  const columns: Column<Person>[] = [
    { key: 'person', header: t`Person`, cell: link },
    { key: 'profile', header: t`Profile`, cell: profile },
    { key: 'why', header: t`Why`, cell: (one) => <span className="text-muted">{reasons(one)}</span> },
  ];
  const shown = exact(preview.people.length);
  return (
    <details className="group rounded-md border border-line">
      <summary className="flex min-h-9 cursor-pointer items-center gap-2 px-3 py-1.5 font-medium hover:bg-raised pointer-coarse:min-h-11">
        <ChevronRight
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90 rtl:rotate-180"
          aria-hidden
        />
        <Trans>Who and why: the first {shown}</Trans>
      </summary>
      <div
        role="region"
        aria-label={t`Who and why`}
        tabIndex={0}
        className="max-h-96 overflow-y-auto border-t border-line"
      >
        <DataTable
          label={t`Who and why`}
          columns={columns}
          rows={preview.people}
          rowKey={(one) => one.prospect_id}
          card={(one) => (
            <div className="grid gap-0.5">
              {link(one)}
              {profile(one)}
              <span className="text-sm text-muted">{reasons(one)}</span>
            </div>
          )}
        />
      </div>
    </details>
  );
}
