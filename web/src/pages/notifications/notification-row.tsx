import { useLingui } from '@lingui/react/macro';
import { Circle, CircleDot } from 'lucide-react';
import { useId } from 'react';
import { Ago } from '../../ui/ago.tsx';
import { classNames } from '../../ui/class-names.ts';
import { toneText } from '../../ui/status.tsx';
import { kindWords } from './kind-words.ts';
import { NotificationDetail } from './notification-detail.tsx';
import { NotificationLink } from './notification-link.tsx';
import { NotificationTitle } from './notification-title.tsx';
import type { Notification } from './notification.ts';

const tones = { info: 'info', warn: 'warn', danger: 'danger' } as const;

/** One matter: its sign, what happened, why, when; the title leads there. A mark and a word tell unread from read. */
export function NotificationRow(props: {
  item: Notification;
  onMark: (read: boolean) => void;
  onOpen?: () => void;
}) {
  const { t, i18n } = useLingui();
  const { item } = props;
  const title = useId();
  const { icon: Icon, name } = kindWords[item.kind];
  const unread = item.read_at === null;
  const opened = () => {
    if (unread) props.onMark(true);
    props.onOpen?.();
  };
  const Mark = unread ? CircleDot : Circle;
  return (
    <li
      data-notification={item.kind}
      data-read={!unread}
      className={classNames('flex gap-3 px-4 py-3 sm:px-5', unread && 'bg-accent-tint/40')}
    >
      <Icon className={`mt-0.5 size-5 shrink-0 ${toneText[tones[item.severity]]}`} aria-hidden />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p id={title} className={classNames('tabular break-words', unread && 'font-semibold')}>
          <NotificationLink
            item={item}
            onClick={opened}
            className="inline-flex min-h-6 items-center underline-offset-2 [a&]:hover:underline"
          >
            <span>
              {unread && <span className="sr-only">{t`Unread:`} </span>}
              <NotificationTitle item={item} />
            </span>
          </NotificationLink>
        </p>
        <p className="tabular max-w-[72ch] text-sm break-words text-muted">
          <NotificationDetail item={item} onOpen={opened} />
        </p>
        <p className="text-sm text-muted">
          {i18n._(name)} · <Ago at={item.last_at} />
        </p>
      </div>
      <button
        type="button"
        aria-describedby={title}
        title={unread ? t`Mark as read` : t`Mark as unread`}
        onClick={() => props.onMark(unread)}
        className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-text pointer-coarse:size-11"
      >
        <Mark className={classNames('size-4', unread && 'text-accent')} aria-hidden />
        <span className="sr-only">{unread ? t`Mark as read` : t`Mark as unread`}</span>
      </button>
    </li>
  );
}
