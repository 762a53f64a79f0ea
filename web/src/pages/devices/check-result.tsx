import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { Answer } from '../../api/client.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Notice } from '../../ui/notice.tsx';

export type Check = Answer<'POST /api/v1/accounts/check'>;

const looks = {
  healthy: { icon: CircleCheck, tone: 'ok' },
  degraded: { icon: TriangleAlert, tone: 'warn' },
  offline: { icon: CircleX, tone: 'danger' },
} as const;

/** What the platform answered when asked about an account, in words. */
export function CheckResult({ check }: { check: Check }) {
  const { t } = useLingui();
  const reason = useReasonText();
  const { icon, tone } = looks[check.health];
  const known = check.code ? reason(check.code, '') : undefined;
  const titles = {
    healthy: t`The platform answers and takes this access.`,
    degraded: t`The platform answers, but not all of it works.`,
    offline: known?.what ? t`${known.what}.` : t`The platform does not answer, or not as it should.`,
  };
  return (
    <div role="status">
      <Notice icon={icon} tone={tone} title={titles[check.health]}>
        {known?.todo} <Trans>Asked:</Trans> <Ago at={check.checked_at} />
        {check.detail && check.health !== 'healthy' && (
          <span className="block text-sm" lang="en">
            {check.detail}
          </span>
        )}
      </Notice>
    </div>
  );
}
