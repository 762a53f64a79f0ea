import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api, type Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

type Links = Answer<'GET /api/v1/campaigns/{id}/links'>;

/** How many people opened the links of a campaign that counts them. */
export function LinksCard({ id, counted }: { id: string; counted: boolean }) {
  const { t } = useLingui();
  const links = useQuery({
    queryKey: ['campaign-links', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/links', { path: { id }, signal }),
    enabled: counted,
    // People open them days after the last message.
    refetchInterval: 10_000,
  });
  if (!counted) return null;
  return (
    <Card id="links" title={t`Visits of links`}>
      {links.data ? (
        <Shown links={links.data} />
      ) : links.isError ? (
        <ErrorState error={links.error} retrying={links.isFetching} onRetry={() => void links.refetch()} />
      ) : (
        <Skeleton className="h-24" />
      )}
    </Card>
  );
}

function Shown({ links: { links, people, sent } }: { links: Links }) {
  const { t } = useLingui();
  const { exact, percent } = useFormat();
  if (links.length === 0)
    return (
      <p className="text-muted">
        <Trans>This message holds no link whose visits could be counted.</Trans>
      </p>
    );
  return (
    <div data-visits={people} className="grid gap-4">
      <p>
        <span className="tabular text-2xl font-semibold">{exact(people)}</span>{' '}
        <span className="text-muted">
          <Plural value={people} one="person opened a link" other="people opened a link" />
          {sent > 0 && (
            <>
              {' · '}
              <Trans>
                {percent(people, sent)} of {exact(sent)} sent
              </Trans>
            </>
          )}
        </span>
      </p>
      <ul className="grid gap-3">
        {links.map((one) => (
          <li key={one.number} className="grid gap-1">
            <div className="flex items-start justify-between gap-3">
              <bdi className="min-w-0 break-all text-sm">{one.target}</bdi>
              <span className="tabular shrink-0 font-medium">{exact(one.people)}</span>
            </div>
            <ProgressBar
              label={t`People who opened this link`}
              text={t`${exact(one.people)} of ${exact(sent)}`}
              whole={sent}
              parts={[{ key: 'people', value: one.people, className: 'bg-accent' }]}
            />
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        <Trans>
          Each person counts once a link. Apps that fetch a link to preview it are left out where they say so;
          some do not, so the true number may be lower.
        </Trans>
      </p>
    </div>
  );
}
