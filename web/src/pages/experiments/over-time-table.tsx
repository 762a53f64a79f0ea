import { Trans, useLingui } from '@lingui/react/macro';
import type { BandLine } from '../../charts/band-chart-options.ts';
import { useFormat } from '../../i18n/use-format.ts';

type Props = { x: readonly number[]; lines: readonly BandLine[]; text: (value: number) => string };

/** The same looks as numbers, newest first. Scrolls in its own box, which the keyboard can reach. */
export function OverTimeTable({ x, lines, text }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  return (
    <div
      role="region"
      aria-label={t`Every look`}
      tabIndex={0}
      className="max-h-[330px] overflow-auto rounded-md border border-line"
    >
      <table className="tabular w-full border-collapse text-sm">
        <thead>
          <tr className="shadow-[inset_0_-1px_0_var(--line)]">
            <th scope="col" className="sticky top-0 bg-surface px-3 py-2 text-start font-medium text-muted">
              <Trans>People counted</Trans>
            </th>
            {lines.map((line) => {
              const { key } = line;
              return (
                <th
                  key={key}
                  scope="col"
                  className="sticky top-0 bg-surface px-3 py-2 text-end font-medium text-muted"
                >
                  <Trans>Version {key}</Trans>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {x
            .map((people, at) => (
              <tr key={people} className="border-t border-line">
                <th scope="row" className="px-3 py-1.5 text-start font-normal">
                  {exact(people)}
                </th>
                {lines.map((line) => (
                  <Cell key={line.key} line={line} at={at} text={text} />
                ))}
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ line, at, text }: { line: BandLine; at: number; text: Props['text'] }) {
  const [middle, low, high] = [line.middle[at], line.low[at], line.high[at]];
  if (middle == null || low == null || high == null)
    return <td className="px-3 py-1.5 text-end text-muted">–</td>;
  const [from, to] = [text(low), text(high)];
  return (
    <td className="px-3 py-1.5 text-end whitespace-nowrap">
      {text(middle)}{' '}
      <span className="text-muted">
        <Trans>
          ({from} to {to})
        </Trans>
      </span>
    </td>
  );
}
