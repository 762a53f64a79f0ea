import { Plural, Trans } from '@lingui/react/macro';
import { Fragment } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { useMailFault } from './mail-fault.ts';
import type { Notification } from './notification.ts';
import { PersonLink } from './person-link.tsx';

/** Why, who it touches, and what to do. */
export function NotificationDetail({ item, onOpen }: { item: Notification; onOpen: () => void }) {
  const { kind, numbers, settled_at } = item;
  switch (kind) {
    case 'messages_failed':
      return (
        <>
          <Reasons item={item} /> <People item={item} onOpen={onOpen} />
        </>
      );
    case 'mail_failed':
      return <Reasons item={item} />;
    case 'messages_unknown':
      return item.open === 0 ? (
        <Trans>Nothing is left to decide.</Trans>
      ) : (
        <Trans>They are never sent again by themselves. Look at each and decide.</Trans>
      );
    case 'campaign_completed':
      return numbers && <Numbers numbers={numbers} />;
    case 'campaign_late':
      return <Trans>Sampark was not running at its planned time. It started as soon as it could.</Trans>;
    case 'campaign_paused':
      return (
        <>
          <Reasons item={item} /> <Trans>Nothing more of it goes out until you resume it.</Trans>
        </>
      );
    case 'experiment_found':
      return <Trans>You may declare it and send it to everybody who has got nothing yet.</Trans>;
    case 'experiment_stopped':
      return (
        <Trans>
          More people opted out, or more messages failed, than the experiment allows. Who waited for it gets
          another version.
        </Trans>
      );
    case 'messages_held':
      return <Trans>Two people let each of them go, or one decides that it is not sent.</Trans>;
    case 'messages_refused':
      return <Trans>The reason stands beside each, with the rule it is about.</Trans>;
    case 'privacy_asked':
      return <Trans>An answer is due within a month of the day it came.</Trans>;
    case 'privacy_due':
      return <Trans>Answer in time, or take more time with a reason the person is told.</Trans>;
    case 'audit_lost':
      return (
        <Trans>
          The database was restored from a backup, or entries were removed. Compare it with the signed
          checkpoints.
        </Trans>
      );
    case 'keys_unusable':
      return (
        <Trans>
          Nothing is sent to them until it can. Whoever runs the server restores the rows of these keys from a
          backup.
        </Trans>
      );
    case 'people_held':
      return <Trans>Nothing goes to them until somebody has looked.</Trans>;
    case 'account_held':
      return settled_at ? (
        <Trans>This has been decided since.</Trans>
      ) : (
        <>
          <Reasons item={item} /> <Waiting item={item} />{' '}
          {item.count > 1 ? (
            <Trans>Nothing is sent around them: decide for all of them at once whether they may go on.</Trans>
          ) : (
            <Trans>Nothing is sent around it: decide whether it may go on.</Trans>
          )}
        </>
      );
    case 'channel_held':
      return settled_at ? (
        <Trans>This has been decided since; it goes on.</Trans>
      ) : (
        <>
          <Reasons item={item} />{' '}
          <Trans>Its people keep their channel. An administrator decides whether the sender may go on.</Trans>
        </>
      );
    case 'senders_offline':
      return (
        <>
          <Names item={item} />{' '}
          {item.senders && item.senders.offline > 0 && (
            <Trans>Their messages go out through other senders where they can, or wait.</Trans>
          )}
        </>
      );
    case 'senders_back':
      return <Names item={item} />;
    case 'portfolio_exhausted':
      return (
        <Trans>
          Further people wait until places become free, over the next 24 hours. Nothing has failed.
        </Trans>
      );
  }
}

function Reasons({ item }: { item: Notification }) {
  const reasonText = useReasonText();
  const mailFault = useMailFault();
  const { tag, exact } = useFormat();
  const several = item.reasons.length > 1;
  const texts = item.reasons.map(({ code, count }) => {
    const text = item.kind === 'mail_failed' ? mailFault(code) : reasonText(code).what;
    return several ? `${text} (${exact(count)})` : text;
  });
  if (texts.length === 0) return null;
  const stop = tag.startsWith('bn') ? '।' : '.';
  return texts.join('; ') + stop;
}

/** Several people: each name leads to its person; of one alone the title speaks. */
function People({ item: { people, count }, onOpen }: { item: Notification; onOpen: () => void }) {
  if (people.length < 2) return null;
  const names = people.map((person, index) => (
    <Fragment key={person.id}>
      {index > 0 && ', '}
      <PersonLink person={person} onClick={onOpen} className="underline underline-offset-2">
        {person.name}
      </PersonLink>
    </Fragment>
  ));
  return count > people.length ? <Trans>To {names} and others.</Trans> : <Trans>To {names}.</Trans>;
}

function Names({ item: { senders, count } }: { item: Notification }) {
  if (!senders || senders.names.length === 0) return null;
  const names = senders.names.join(', ');
  const more = count - senders.names.length;
  if (more <= 0) return `${names}.`;
  return <Plural value={more} one={`${names} and # more.`} other={`${names} and # more.`} />;
}

function Waiting({ item: { waiting } }: { item: Notification }) {
  const { tag } = useFormat();
  if (!waiting || waiting.people === 0) return null;
  const { people, more_campaigns } = waiting;
  const campaigns = new Intl.ListFormat(tag).format(waiting.campaigns.map(({ name }) => `“${name}”`));
  if (waiting.campaigns.length === 0)
    return <Plural value={people} one="# person waits." other="# people wait." />;
  if (more_campaigns > 0)
    return (
      <>
        <Plural
          value={people}
          one={`# person of ${campaigns} and others waits.`}
          other={`# people of ${campaigns} and others wait.`}
        />
      </>
    );
  return (
    <Plural value={people} one={`# person of ${campaigns} waits.`} other={`# people of ${campaigns} wait.`} />
  );
}

function Numbers({ numbers }: { numbers: NonNullable<Notification['numbers']> }) {
  const { exact } = useFormat();
  const sent = exact(numbers.sent);
  const delivered = exact(numbers.delivered);
  const read = exact(numbers.read);
  const replied = exact(numbers.replied);
  const failed = exact(numbers.failed);
  const skipped = exact(numbers.skipped);
  const held = exact(numbers.held);
  return (
    <>
      {numbers.sent > 0 || numbers.failed > 0 ? (
        <Trans>
          {sent} sent, {delivered} delivered, {read} read, {replied} replied; {failed} failed.
        </Trans>
      ) : (
        <Trans>None was sent.</Trans>
      )}
      {numbers.skipped > 0 && (
        <>
          {' '}
          <Trans>{skipped} not sent by the rules.</Trans>
        </>
      )}
      {numbers.held > 0 && (
        <>
          {' '}
          <Trans>{held} held until two people let them go.</Trans>
        </>
      )}
    </>
  );
}
