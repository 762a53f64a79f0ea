import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { channelNames } from '../../lib/words.ts';
import { Bubble } from '../../previews/bubble.tsx';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PersonField } from '../../ui/person-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChosenVersion, type ShownVersions } from './chosen-version.tsx';
import { isUnsavedVersion, UnsavedVersion } from './unsaved-version.tsx';
import { useVariableWords } from './variable-words.ts';

/** What one person would get, word for word, on each channel, and on which of them it would go. */
export function Previews({ id, versions }: { id: string; versions?: ShownVersions | undefined }) {
  const { t } = useLingui();
  const reason = useReasonText();
  const words = useVariableWords();
  const [person, setPerson] = useState<string>();
  const variant = versions?.shown;
  const preview = useQuery({
    queryKey: ['preview', id, person, variant],
    queryFn: ({ signal }) =>
      api('GET /api/v1/campaigns/{id}/preview', {
        path: { id },
        query: { prospect_id: person, variant },
        signal,
      }),
    // One version's words never stand below another's name.
    placeholderData: (before) => (variant && before?.variant?.key !== variant ? undefined : before),
  });
  const data = preview.data;
  return (
    <Card id="previews" title={t`What they get`} note={t`Filled in for a real person, as it would be sent.`}>
      <div className="grid gap-4">
        {versions && <ChosenVersion {...versions} />}
        <PersonField label={t`Preview as`} shown={data?.prospect_id ?? undefined} onPick={setPerson} />
        {versions && isUnsavedVersion(preview.error) && <UnsavedVersion {...versions} />}
        {preview.isError && !(versions && isUnsavedVersion(preview.error)) && (
          <ErrorState
            error={preview.error}
            retrying={preview.isFetching}
            onRetry={() => void preview.refetch()}
          />
        )}
        {!data && !preview.isError && <Skeleton className="h-40" />}
        {data?.profile && (
          <p className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
            <Trans>Words of the profile</Trans>
            <Link
              to="/profiles/$id"
              params={{ id: data.profile.id }}
              dir="auto"
              className="inline-flex min-h-6 items-center text-text underline underline-offset-2"
            >
              {data.profile.name}
            </Link>
          </p>
        )}
        {data?.channels.length === 0 && (
          <p className="text-muted">
            <Trans>Write the message and it shows here as the apps will show it.</Trans>
          </p>
        )}
        {data?.channels.map((one) => (
          <figure key={one.channel} className="grid gap-1.5">
            <figcaption className="flex flex-wrap items-center gap-2 text-sm font-medium">
              {channelNames[one.channel]}
              {data.chosen === one.channel && (
                <Badge tone="ok">
                  <Trans>They get this one</Trans>
                </Badge>
              )}
            </figcaption>
            {one.shown ? (
              <Bubble channel={one.channel} message={one.shown} />
            ) : (
              <p className="flex gap-2 rounded-md bg-danger-tint px-3 py-2 text-danger">
                <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
                <span>
                  {reason(one.code, one.problem).what}
                  {one.detail && `: ${words[one.detail] ?? one.detail}`}
                </span>
              </p>
            )}
          </figure>
        ))}
        {data && data.chosen === null && data.channels.length > 0 && (
          <p className="text-sm text-muted">
            <Trans>This person would not get it:</Trans>{' '}
            {[...new Set(data.reasons.map((one) => reason(one.code, one.text).what))].join('; ')}
          </p>
        )}
        {data?.prospect_id && (
          <Link
            to="/prospects/$id"
            params={{ id: data.prospect_id }}
            className="inline-flex min-h-6 items-center justify-self-start text-sm text-muted underline underline-offset-2 hover:text-text"
          >
            <Trans>Open this person</Trans>
          </Link>
        )}
      </div>
    </Card>
  );
}
