import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import { useTitle } from '../../lib/use-title.ts';
import { useUnread } from '../../lib/use-unread.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { NotificationList } from './notification-list.tsx';
import { PreferencesSection } from './preferences-section.tsx';
import { tabs } from './routes.ts';

const route = getRouteApi('/app/notifications');

export function NotificationsPage() {
  const { t } = useLingui();
  useTitle(t`Notifications`);
  const navigate = route.useNavigate();
  const { tab = 'all', kind } = route.useSearch();
  const unread = useUnread();
  const { exact } = useFormat();
  return (
    <div className="mx-auto grid w-full max-w-[860px] gap-5">
      <PageHeader title={<Trans>Notifications</Trans>} />
      <TabLinks
        label={t`Which notifications`}
        items={[
          { value: 'all', label: t`All` },
          { value: 'unread', label: t`Unread`, ...(unread ? { count: exact(unread) } : {}) },
          { value: 'preferences', label: t`What you hear of` },
        ]}
        value={tab}
        onChange={(next) =>
          void navigate({
            search: (shown) => ({ ...shown, tab: tabs.find((one) => one === next) }),
            replace: true,
          })
        }
      />
      {tab === 'preferences' ? (
        <PreferencesSection />
      ) : (
        <NotificationList
          unreadOnly={tab === 'unread'}
          kind={kind}
          onKind={(next) => void navigate({ search: (shown) => ({ ...shown, kind: next }), replace: true })}
          onClear={() => void navigate({ search: {}, replace: true })}
        />
      )}
    </div>
  );
}
