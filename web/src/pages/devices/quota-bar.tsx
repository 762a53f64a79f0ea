import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { nearlyUsed, usedShare } from './numbers-by-need.ts';

/** What is used of a day's quota, as a bar with its numbers. */
export function QuotaBar(props: { sent: number; most: number; label?: string }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const sent = exact(props.sent);
  const most = exact(props.most);
  const share = usedShare({ sent_today: props.sent, per_day: props.most });
  const colour = share >= 1 ? 'bg-danger' : share >= nearlyUsed ? 'bg-warn' : 'bg-accent';
  return (
    <div className="grid min-w-0 gap-1">
      <span className="tabular text-sm whitespace-nowrap text-muted">
        <Trans>
          <span className="text-text">{sent}</span> of {most} today
        </Trans>
      </span>
      <ProgressBar
        label={props.label ?? t`Used of today's quota`}
        text={t`${sent} of ${most} today`}
        whole={props.most}
        parts={[{ key: 'sent', value: props.sent, className: colour }]}
      />
    </div>
  );
}
