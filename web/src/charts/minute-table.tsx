import { Trans, useLingui } from '@lingui/react/macro';
import type { MinuteSeries } from './minute-series.ts';
import { useFormat } from '../i18n/use-format.ts';

/** The same hour as numbers, newest first. Scrolls in its own box, which the keyboard can reach. */
export function MinuteTable({ series }: { series: MinuteSeries }) {
  const { t } = useLingui();
  const { exact, clockTime } = useFormat();
  const head = 'sticky top-0 bg-surface px-3 py-2 text-end font-medium text-muted first:text-start';
  const cell = 'px-3 py-1.5 text-end';
  return (
    <div
      role="region"
      aria-label={t`Messages by minute`}
      tabIndex={0}
      className="max-h-[300px] overflow-auto rounded-md border border-line"
    >
      <table className="tabular w-full border-collapse text-sm">
        <thead>
          <tr className="shadow-[inset_0_-1px_0_var(--line)]">
            <th scope="col" className={head}>
              <Trans>Minute</Trans>
            </th>
            <th scope="col" className={head}>
              <Trans>Sent</Trans>
            </th>
            <th scope="col" className={head}>
              <Trans>Delivered</Trans>
            </th>
            <th scope="col" className={head}>
              <Trans>Read</Trans>
            </th>
            <th scope="col" className={head}>
              <Trans>Failed</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {series.at
            .map((at, index) => (
              <tr key={at} className="border-t border-line">
                <th scope="row" className="px-3 py-1.5 text-start font-normal">
                  {clockTime(new Date(at * 1000))}
                </th>
                <td className={cell}>{exact(series.sent[index] ?? 0)}</td>
                <td className={cell}>{exact(series.delivered[index] ?? 0)}</td>
                <td className={cell}>{exact(series.read[index] ?? 0)}</td>
                <td className={cell}>{exact(series.failed[index] ?? 0)}</td>
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </div>
  );
}
