import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Bell as BellIcon } from 'lucide-react';
import { lazy, Suspense, useState, type ComponentProps } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { loadPage } from '../lib/load-page.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { useUnread } from '../lib/use-unread.ts';

const Newest = lazy(async () => {
  await loadPage('notifications');
  return { default: (await import('../pages/notifications/newest.tsx')).Newest };
});

/** How much is new, on every page; its list is loaded with the first press. */
export function Bell() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const unread = useUnread() ?? 0;
  useShortcut('g n', t`Notifications`, () => void navigate({ to: '/notifications' }));
  const closed = <BellButton unread={unread} aria-haspopup="dialog" onClick={() => setAsked(true)} />;
  return (
    <>
      {asked ? (
        <Suspense fallback={closed}>
          <Newest trigger={<BellButton unread={unread} />} unread={unread} />
        </Suspense>
      ) : (
        closed
      )}
      <span role="status" className="sr-only">
        {unread > 0 && <Plural value={unread} one="# new notification" other="# new notifications" />}
      </span>
    </>
  );
}

const most = 99;

function BellButton({ unread, ...rest }: { unread: number } & ComponentProps<'button'>) {
  const { exact } = useFormat();
  return (
    <button
      type="button"
      {...rest}
      className="relative inline-flex min-h-8 min-w-8 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-raised hover:text-text data-popup-open:bg-raised pointer-coarse:min-h-11"
    >
      <BellIcon className="size-4" aria-hidden />
      <span className="sr-only">
        {unread > 0 ? (
          <Plural value={unread} one="Notifications, # unread" other="Notifications, # unread" />
        ) : (
          <Trans>Notifications</Trans>
        )}
      </span>
      {unread > 0 && (
        <span
          aria-hidden
          data-unread={unread}
          className="tabular absolute -end-0.5 -top-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-[10px] leading-none font-semibold text-on-accent"
        >
          {unread > most ? `${exact(most)}+` : exact(unread)}
        </span>
      )}
    </button>
  );
}
