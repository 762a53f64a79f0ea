import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Answer } from '../api/client.ts';
import { useFormat } from '../i18n/use-format.ts';
import { messageWords } from './message-words.ts';
import { channelNames } from '../lib/words.ts';
import { RecordedDecision } from './recorded-decision.tsx';
import { useReasonText } from './use-reason-text.ts';
import { buttonLooks } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Status } from '../ui/status.tsx';
import { useCallName } from '../lib/call-name.ts';

type Message = Answer<'GET /api/v1/messages/{id}'>;

/** One message: what was sent, the recorded decision in plain words, and every attempt. */
export function MessageSheet(props: {
  id: string;
  onClose: () => void;
  /** On whose page it opens: no way there is offered. */
  person?: string;
}) {
  const { id, onClose, person } = props;
  const { t } = useLingui();
  const callName = useCallName();
  const message = useQuery({
    queryKey: ['message', id],
    queryFn: ({ signal }) => api('GET /api/v1/messages/{id}', { path: { id }, signal }),
  });
  const data = message.data;
  return (
    <Dialog
      open
      side
      onClose={onClose}
      title={data ? callName(data.prospect_name) : t`Message`}
      footer={
        data &&
        data.prospect_id !== person && (
          <Link to="/prospects/$id" params={{ id: data.prospect_id }} className={buttonLooks()}>
            <Trans>Open this person</Trans>
          </Link>
        )
      }
    >
      {data ? (
        <Shown message={data} />
      ) : message.isError ? (
        <ErrorState
          error={message.error}
          retrying={message.isFetching}
          onRetry={() => void message.refetch()}
        />
      ) : (
        <Skeleton className="h-64" />
      )}
    </Dialog>
  );
}

function Shown({ message }: { message: Message }) {
  const { i18n } = useLingui();
  const reason = useReasonText();
  const words = messageWords[message.delivery_status];
  const why = message.failed_reason ? reason(message.failed_reason, message.failed_text) : undefined;
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <Status
          icon={words.icon}
          tone={words.tone}
          word={i18n._(words.word)}
          meaning={i18n._(words.meaning)}
        />
        <span className="text-muted">{channelNames[message.platform]}</span>
      </div>
      <p className="text-muted">{i18n._(words.meaning)}</p>
      {why && (
        <p>
          <span className="font-medium">{why.what}.</span> <span className="text-muted">{why.todo}</span>
        </p>
      )}
      {message.profile && <WhoseWords profile={message.profile} />}
      {message.content && (
        <section className="grid gap-1.5">
          <h3 className="font-semibold">
            <Trans>What was sent</Trans>
          </h3>
          <p dir="auto" className="rounded-md bg-raised px-3 py-2 whitespace-pre-line">
            {message.content}
          </p>
        </section>
      )}
      {message.decision ? (
        <RecordedDecision decision={message.decision} />
      ) : (
        <p className="text-muted">
          <Trans>Nothing is decided yet: that happens when its turn comes.</Trans>
        </p>
      )}
      <Attempts message={message} />
    </div>
  );
}

/** The profile in the version that was sent, which stays readable after it was changed. */
function WhoseWords({ profile }: { profile: NonNullable<Message['profile']> }) {
  const { exact } = useFormat();
  const version = exact(profile.version ?? 0);
  return (
    <p className="flex flex-wrap gap-x-2 text-muted">
      <Trans>Words of the profile</Trans>
      <Link
        to="/profiles/$id"
        params={{ id: profile.id }}
        search={{ see: 'versions' }}
        dir="auto"
        className="inline-flex min-h-6 items-center text-text underline underline-offset-2"
      >
        {profile.name}
      </Link>
      {profile.version !== null && <Trans>version {version}</Trans>}
    </p>
  );
}

function Attempts({ message }: { message: Message }) {
  const { clockTime, exact } = useFormat();
  const reason = useReasonText();
  if (message.attempts.length === 0) return null;
  return (
    <section className="grid gap-1.5">
      <h3 className="font-semibold">
        <Trans>Attempts</Trans>
      </h3>
      <ol className="grid gap-2">
        {message.attempts.map((one) => {
          const times = [
            [<Trans key="a">Handed over</Trans>, one.intent_at],
            [<Trans key="b">Answered</Trans>, one.responded_at],
            [<Trans key="c">Delivered</Trans>, one.delivered_at],
            [<Trans key="d">Read</Trans>, one.read_at],
            [<Trans key="e">Failed</Trans>, one.failed_at],
          ] as const;
          return (
            <li key={one.attempt} className="rounded-md border border-line px-3 py-2">
              <p className="flex flex-wrap justify-between gap-x-3">
                <span className="font-medium">
                  <Trans>Attempt {exact(one.attempt)}</Trans>
                </span>
                <span className="text-muted">
                  {channelNames[one.channel]} {one.sender && `· ${one.sender}`}
                </span>
              </p>
              {one.code && <p className="text-sm">{reason(one.code, one.code).what}</p>}
              {one.detail && <p className="text-sm text-muted">{one.detail}</p>}
              <p className="tabular flex flex-wrap gap-x-4 text-sm text-muted">
                {times.map(
                  ([name, at], index) =>
                    at && (
                      <span key={index}>
                        {name} {clockTime(new Date(at), true)}
                      </span>
                    ),
                )}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
