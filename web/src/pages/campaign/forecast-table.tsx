import { Trans } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';

type Row = { channel: Channel; forecast: number | null; accepted?: number; failed?: number };

/** Forecast against actual, channel by channel; before the launch the forecast alone. */
export function ForecastTable({ rows }: { rows: readonly Row[] }) {
  const { exact } = useFormat();
  const launched = rows.some((one) => one.accepted !== undefined);
  // A channel that was neither expected to carry anything nor did says nothing.
  const told = rows.filter((one) => (one.forecast ?? 0) + (one.accepted ?? 0) + (one.failed ?? 0) > 0);
  if (told.length === 0) return null;
  return (
    <table className="tabular w-full text-sm" data-forecast="channels">
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1 text-start font-medium">
            <Trans>Channel</Trans>
          </th>
          <Head>
            <Trans>Expected</Trans>
          </Head>
          {launched && (
            <>
              <Head>
                <Trans>Accepted</Trans>
              </Head>
              <Head>
                <Trans>Failed</Trans>
              </Head>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {told.map((one) => (
          <tr key={one.channel} className="border-t border-line">
            <th scope="row" className="py-2 text-start font-normal">
              {channelNames[one.channel]}
            </th>
            <td className="py-2 text-end">{one.forecast === null ? '—' : exact(one.forecast)}</td>
            {launched && (
              <>
                <td className="py-2 text-end">{exact(one.accepted ?? 0)}</td>
                <td className="py-2 text-end">{exact(one.failed ?? 0)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ children }: { children: ReactNode }) {
  return (
    <th scope="col" className="py-1 text-end font-medium">
      {children}
    </th>
  );
}
