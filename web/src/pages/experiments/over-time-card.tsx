import { Trans, useLingui } from '@lingui/react/macro';
import { ChartLine, Table } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { BandLine } from '../../charts/band-chart-options.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FallbackBoundary } from '../../ui/fallback-boundary.tsx';
import { Select } from '../../ui/select.tsx';
import { OverTimeTable } from './over-time-table.tsx';
import type { Experiment, Look } from './results.ts';
import { differenceLines, rateLines } from './series-lines.ts';
import { usePoints } from './use-points.ts';
import { placeOf, versionFills } from './version-mark.tsx';

const BandChart = lazy(async () => ({ default: (await import('../../charts/band-chart.tsx')).BandChart }));
const height = 280;
/** All versions together. */
const peopleAt = (look: Look) => look.variants.reduce((sum, one) => sum + one.people, 0);

type View = 'difference' | 'rate';

/** How it came to this: differences with their boundary, or rates, person by person as versions were given out. */
export function OverTimeCard({ experiment, looks }: { experiment: Experiment; looks: readonly Look[] }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const [view, setView] = useState<View>('difference');
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const control = experiment.variants.find((one) => one.is_control)?.key ?? 'A';
  const lines = useMemo(() => {
    const keys = experiment.variants.map((one) => one.key);
    return view === 'rate'
      ? rateLines(looks, keys)
      : differenceLines(
          looks,
          keys.filter((key) => key !== control),
        );
  }, [looks, view, experiment.variants, control]);
  const x = useMemo(() => looks.map(peopleAt), [looks]);
  const y = useCallback(
    (value: number) => (view === 'rate' ? points.rate(value) : points.signed(value)),
    [view, points],
  );
  const texts = useMemo(() => ({ x: exact, y }), [exact, y]);
  const at = cursor ?? looks.length - 1;
  const people = exact(x[at] ?? 0);
  const now = lines.map((line) => readout(line, at, y)).filter((one) => one !== undefined);
  const summary = now
    .map((one) => t`${one.key}: ${one.middle}, between ${one.low} and ${one.high}`)
    .join('; ');
  const SwitchIcon = asTable ? ChartLine : Table;
  return (
    <Card
      id="over-time"
      title={t`How it came to this`}
      note={
        view === 'rate' ? (
          <Trans>Each version’s rate with its interval of 95%, which holds for one look.</Trans>
        ) : (
          <Trans>
            Points above or below {control}. The tint is the boundary: once it leaves the line at zero, the
            difference is found, however often anybody looked.
          </Trans>
        )
      }
      actions={
        looks.length > 1 && (
          <>
            <Select<View>
              label={t`What is drawn`}
              value={view}
              items={[
                { value: 'difference', label: t`Difference` },
                { value: 'rate', label: t`Rates` },
              ]}
              onChange={setView}
            />
            <Button
              kind="quiet"
              onClick={() => setAsTable(!asTable)}
              icon={<SwitchIcon className="size-4" aria-hidden />}
            >
              {asTable ? <Trans>Show as chart</Trans> : <Trans>Show as table</Trans>}
            </Button>
          </>
        )
      }
    >
      {looks.length < 2 ? (
        <EmptyState icon={ChartLine} title={<Trans>Nothing to draw yet</Trans>}>
          <Trans>The first people whose outcome is known begin the picture.</Trans>
        </EmptyState>
      ) : asTable ? (
        <OverTimeTable x={x} lines={lines} text={y} />
      ) : (
        <>
          <div className="tabular mb-2 flex flex-wrap items-center gap-x-5 gap-y-1 text-sm text-muted">
            <span className="min-w-[9em] font-medium text-text">
              <Trans>{people} people counted</Trans>
            </span>
            {now.map((one) => (
              <span key={one.key} className="inline-flex items-center gap-1.5">
                <span aria-hidden className={`h-0.5 w-3.5 ${versionFills[placeOf(one.key)] ?? ''}`} />
                {one.key}
                <span className="font-medium text-text">{one.middle}</span>
                <Trans>
                  {one.low} to {one.high}
                </Trans>
              </span>
            ))}
          </div>
          <FallbackBoundary fallback={<OverTimeTable x={x} lines={lines} text={y} />}>
            <Suspense fallback={<div style={{ blockSize: height }} />}>
              <BandChart
                x={x}
                lines={lines}
                {...(view === 'difference' ? { mark: 0 } : {})}
                most={view === 'difference' ? experiment.minimum_effect * 5 : 0.35}
                texts={texts}
                summary={t`After ${people} people: ${summary}. The table has every look.`}
                onCursor={setCursor}
              />
            </Suspense>
          </FallbackBoundary>
          <p className="text-end text-sm text-muted" aria-hidden>
            <Trans>People counted</Trans>
          </p>
        </>
      )}
    </Card>
  );
}

function readout(line: BandLine, at: number, text: (value: number) => string) {
  const [middle, low, high] = [line.middle[at], line.low[at], line.high[at]];
  if (middle == null || low == null || high == null) return undefined;
  return { key: line.key, middle: text(middle), low: text(low), high: text(high) };
}
