import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { TabLinks } from '../../ui/tab-links.tsx';
import { useRequestCounts } from '../privacy/use-request-counts.ts';
import { useQueueSummary } from './use-queue.ts';

/** The pages of compliance; a portfolio manager has no overview of colleagues. */
export function ComplianceTabs({
  value,
}: {
  value: 'home' | 'review' | 'rules' | 'packs' | 'requests' | 'consent' | 'records';
}) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const navigate = useNavigate();
  const reviewer = useUser()?.role !== 'standard';
  const waiting = useQueueSummary().data?.waiting;
  const requests = useRequestCounts().data?.open;
  const to = {
    home: '/compliance',
    review: '/compliance/review',
    rules: '/compliance/rules',
    requests: '/compliance/requests',
    consent: '/compliance/consent',
    records: '/compliance/records',
  } as const;
  return (
    <TabLinks
      label={t`Compliance`}
      value={value}
      items={[
        ...(reviewer ? [{ value: 'home', label: t`Overview` }] : []),
        { value: 'review', label: t`Review`, count: waiting === undefined ? undefined : exact(waiting) },
        { value: 'rules', label: t`Rules` },
        { value: 'packs', label: t`Starter packs` },
        ...(reviewer
          ? [
              {
                value: 'requests',
                label: t`Privacy requests`,
                count: requests === undefined ? undefined : exact(requests),
              },
              { value: 'consent', label: t`Consent and stops` },
            ]
          : []),
        ...(reviewer ? [{ value: 'records', label: t`Record keeping` }] : []),
      ]}
      onChange={(next) =>
        void (next === 'packs'
          ? navigate({ to: to.rules, search: { see: 'packs' } })
          : navigate({ to: to[next as keyof typeof to] }))
      }
    />
  );
}
