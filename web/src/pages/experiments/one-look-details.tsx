import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronRight, TriangleAlert } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Counted, OneLook } from './results.ts';
import { usePoints } from './use-points.ts';
import { VersionMark } from './version-mark.tsx';

type Props = { oneLook: OneLook; versions: readonly Counted[] };

/** The numbers of the textbooks. They hold for one look at the planned end, and say so before they are seen. */
export function OneLookDetails({ oneLook, versions }: Props) {
  const { t } = useLingui();
  const { tag, exact } = useFormat();
  const points = usePoints();
  const p = (value: number) =>
    value < 0.0001
      ? `< ${new Intl.NumberFormat(tag, { minimumFractionDigits: 4 }).format(0.0001)}`
      : new Intl.NumberFormat(tag, { minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(value);
  const chi = p(oneLook.chi_square.p);
  const cell = 'px-3 py-1.5 text-end whitespace-nowrap';
  const head = 'px-3 py-2 text-end font-medium text-muted whitespace-nowrap';
  return (
    <details className="group rounded-lg border border-line bg-surface">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 px-4 py-3 font-medium sm:px-5">
        <ChevronRight className="size-4 text-muted group-open:rotate-90 rtl:-scale-x-100" aria-hidden />
        <Trans>Classical numbers</Trans>
      </summary>
      <div className="grid gap-4 px-4 pb-4 sm:px-5 sm:pb-5">
        <Notice icon={TriangleAlert} tone="warn" title={t`For one look only.`}>
          <Trans>
            These hold if you look once, when as many people are counted as planned. Looked at every day, they
            name a winner in half of the experiments that have none. The verdict above does not use them.
          </Trans>
        </Notice>
        <div
          role="region"
          aria-label={t`Classical numbers`}
          tabIndex={0}
          className="overflow-x-auto rounded-md border border-line"
        >
          <table className="tabular w-full border-collapse text-sm">
            <thead>
              <tr className="border-b border-line">
                <th scope="col" className="px-3 py-2 text-start font-medium text-muted">
                  <Trans>Version</Trans>
                </th>
                <th scope="col" className={head}>
                  <Trans>Counted</Trans>
                </th>
                <th scope="col" className={head}>
                  <Trans>Rate (Wilson, 95%)</Trans>
                </th>
                <th scope="col" className={head}>
                  <Trans>Difference (95%)</Trans>
                </th>
                <th scope="col" className={head}>
                  <Trans>p</Trans>
                </th>
                <th scope="col" className={head}>
                  <Trans>p after Holm</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {versions.map((one) => {
                const found = oneLook.differences.find((each) => each.variant === one.key);
                const [did, of] = [exact(one.successes), exact(one.settled)];
                const [low, high] = [points.rate(one.low), points.rate(one.high)];
                return (
                  <tr key={one.key} className="border-b border-line last:border-b-0">
                    <th scope="row" className="px-3 py-1.5 text-start font-normal">
                      <VersionMark letter={one.key} />
                    </th>
                    <td className={cell}>
                      <Trans>
                        {did} of {of}
                      </Trans>
                    </td>
                    <td className={cell}>
                      {points.rate(one.rate ?? 0)}{' '}
                      <span className="text-muted">
                        <Trans>
                          ({low} to {high})
                        </Trans>
                      </span>
                    </td>
                    {found ? (
                      <>
                        <td className={cell}>
                          {points.signed(found.difference)}{' '}
                          <Between low={points.signed(found.low)} high={points.signed(found.high)} />
                        </td>
                        <td className={cell}>
                          {p(found.test === 'fisher' ? found.p_fisher : found.p)}{' '}
                          <span className="text-muted">
                            {found.test === 'fisher' ? <Trans>Fisher</Trans> : <Trans>z test</Trans>}
                          </span>
                        </td>
                        <td className={cell}>{p(found.p_adjusted)}</td>
                      </>
                    ) : (
                      <td className={`${cell} text-muted`} colSpan={3}>
                        <Trans>control</Trans>
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <p className="text-sm text-muted">
          <Trans>All versions together, chi-square: p = {chi}.</Trans>
        </p>
      </div>
    </details>
  );
}

function Between({ low, high }: { low: string; high: string }) {
  return (
    <span className="text-muted">
      <Trans>
        ({low} to {high})
      </Trans>
    </span>
  );
}
