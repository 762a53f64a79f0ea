import { Trans, useLingui } from '@lingui/react/macro';
import { MessageSquareDashed, TriangleAlert } from 'lucide-react';
import { ApiProblem } from '../../api/problem.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { ChatFrame } from '../../previews/chat-frame.tsx';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PersonField } from '../../ui/person-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useVariableWords } from '../campaigns/variable-words.ts';
import { BrandMark } from './brand-mark.tsx';
import { PreviewFaults } from './preview-faults.tsx';
import type { Draft } from './profile-draft.ts';
import type { Rendered } from './use-rendered.ts';

/** Any hour does; the one phones show in pictures. */
const hour = new Date(2026, 0, 9, 9, 41);

/** Each app's screen with this profile's words for one person, under its picture. */
export function PreviewCard(props: {
  id: string;
  draft: Draft;
  rendered: Rendered;
  person: string | undefined;
  onPerson: (id: string | undefined) => void;
}) {
  const { t } = useLingui();
  const { clockTime } = useFormat();
  const reason = useReasonText();
  const words = useVariableWords();
  const user = useUser();
  const { draft, rendered } = props;
  const faults = rendered.error instanceof ApiProblem ? rendered.error.fieldErrors : [];
  // What stood before is no preview of what is written now.
  const data = faults.length > 0 ? undefined : rendered.data;
  const picture = (
    <BrandMark id={props.id} name={draft.name || (user?.name ?? '')} branding={draft.branding_config} />
  );
  return (
    <Card
      id="profile-preview"
      title={t`What they see`}
      note={t`Filled in for a real person. Apps draw the bubble in their own colours; your logo stands beside your name.`}
    >
      <div className="grid gap-4">
        <PersonField label={t`Preview as`} shown={data?.prospect_id ?? undefined} onPick={props.onPerson} />
        {data?.prospect_id === null && (
          <p className="text-sm text-muted">
            <Trans>You have no people yet: an invented one stands in.</Trans>
          </p>
        )}
        {data && data.opt_out_line.applies !== 'nobody' && (
          <p className="text-sm text-muted">
            <Trans>With the line on how to stop, where a campaign of yours has to end with one.</Trans>
          </p>
        )}
        {faults.length > 0 && <PreviewFaults faults={faults} />}
        {rendered.isError && faults.length === 0 && !data && (
          <ErrorState
            error={rendered.error}
            retrying={rendered.isFetching}
            onRetry={() => void rendered.refetch()}
          />
        )}
        {!data && !rendered.isError && <Skeleton className="h-64" />}
        {data && (
          <div
            role="region"
            aria-label={t`Previews`}
            tabIndex={0}
            className="-mx-1 grid gap-4 px-1 lg:max-h-[calc(100dvh-300px)] lg:min-h-72 lg:overflow-y-auto"
          >
            {channels.map((channel) => {
              const one = data.channels.find((other) => other.channel === channel);
              return (
                <figure key={channel} className="grid gap-1.5">
                  <figcaption className="text-sm font-medium">{channelNames[channel]}</figcaption>
                  {one?.shown ? (
                    <ChatFrame
                      channel={channel}
                      message={one.shown}
                      sender={user?.name ?? ''}
                      picture={picture}
                      time={clockTime(hour)}
                    />
                  ) : one ? (
                    <p className="flex gap-2 rounded-md bg-danger-tint px-3 py-2 text-danger">
                      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
                      <span className="min-w-0 [overflow-wrap:anywhere]">
                        {reason(one.code).what}
                        {one.detail && `: ${words[one.detail] ?? one.detail}`}
                      </span>
                    </p>
                  ) : (
                    <p className="flex items-center gap-2 rounded-md border border-dashed border-control px-3 py-2 text-sm text-muted">
                      <MessageSquareDashed className="size-4 shrink-0" aria-hidden />
                      <Trans>Nothing is written for it yet.</Trans>
                    </p>
                  )}
                </figure>
              );
            })}
          </div>
        )}
      </div>
    </Card>
  );
}
