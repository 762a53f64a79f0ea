import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { classNames } from '../../ui/class-names.ts';
import type { FleetDevice } from './device-state.ts';
import { columnsClass, FleetRow } from './fleet-row.tsx';

const guessedHeight = 60;

type Props = {
  rows: readonly FleetDevice[];
  /** Undefined where nothing can be selected. */
  selection: { chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void } | undefined;
};

/** Only the rows in view are drawn, so that two thousand scroll as smoothly as twenty. */
export function FleetList({ rows, selection }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const body = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const [current, setCurrent] = useState<string>();
  const at = current === undefined ? -1 : rows.findIndex((one) => one.id === current);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => guessedHeight,
    overscan: 12,
    scrollMargin: margin,
    getItemKey: (index) => rows[index]?.id ?? index,
    // The row that is walked to stays drawn, however far the page is scrolled.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return at < 0 || shown.includes(at) ? shown : [...shown, at].toSorted((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    const top = body.current ? Math.round(body.current.getBoundingClientRect().top + window.scrollY) : 0;
    if (top !== margin) setMargin(top);
  });

  const latest = useRef({ rows, selection });
  latest.current = { rows, selection };
  const last = useRef<string>(undefined);
  const choose = useCallback((id: string, chosen: boolean, range: boolean) => {
    const { rows: all, selection: now } = latest.current;
    if (!now) return;
    const next = new Set(now.chosen);
    const to = all.findIndex((one) => one.id === id);
    const from = range ? all.findIndex((one) => one.id === last.current) : -1;
    const some = from < 0 ? all.slice(to, to + 1) : all.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const one of some) {
      if (chosen) next.add(one.id);
      else next.delete(one.id);
    }
    last.current = id;
    now.onChange(next);
  }, []);

  const walk = (by: 1 | -1) => {
    const next = Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by));
    const row = rows[next];
    if (!row) return;
    setCurrent(row.id);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  useShortcut('j', t`Next row`, () => walk(1));
  useShortcut('k', t`Previous row`, () => walk(-1));
  useShortcut('o', t`Open the row`, () => {
    if (at >= 0 && current !== undefined) void navigate({ to: '/devices/$id', params: { id: current } });
  });
  useShortcut('x', t`Select the row`, () => {
    if (at >= 0 && current !== undefined && selection) choose(current, !selection.chosen.has(current), false);
  });

  return (
    <div role="table" aria-label={t`Senders`} aria-rowcount={rows.length + 1}>
      <Head rows={rows} selection={selection} />
      <div ref={body} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const device = rows[item.index];
          if (!device) return null;
          return (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              aria-current={item.index === at ? true : undefined}
              data-row={device.id}
              data-index={item.index}
              ref={virtual.measureElement}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start - margin}px)` }}
            >
              <FleetRow
                device={device}
                current={item.index === at}
                chosen={selection?.chosen.has(device.id)}
                onChoose={choose}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Stays in view; "all" means all that the filters show, not those on screen. */
function Head({ rows, selection }: Props) {
  const { t } = useLingui();
  const chosen = selection ? rows.filter((one) => selection.chosen.has(one.id)).length : 0;
  return (
    <div role="rowgroup" className="sticky top-14 z-10 rounded-t-lg border-b border-line bg-surface">
      <div role="row" aria-rowindex={1} className="flex gap-3 px-4 py-2 text-sm font-medium text-muted">
        {selection && (
          <div role="columnheader" className="shrink-0">
            <Checkbox
              bare
              label={t`Select all that are shown`}
              checked={chosen > 0 && chosen === rows.length}
              some={chosen > 0 && chosen < rows.length}
              onChange={(all) => {
                const next = new Set(selection.chosen);
                for (const { id } of rows) {
                  if (all) next.add(id);
                  else next.delete(id);
                }
                selection.onChange(next);
              }}
            />
          </div>
        )}
        <div className={classNames('grid flex-1 items-center gap-x-4', columnsClass)} role="presentation">
          <span role="columnheader">
            <Trans>Sender</Trans>
          </span>
          <span role="columnheader" className="max-sm:sr-only">
            <Trans>State and what it means</Trans>
          </span>
          <span role="columnheader" className="max-sm:sr-only">
            <Trans>Channels</Trans>
          </span>
          <span role="columnheader" className="max-lg:sr-only">
            <Trans>Quota</Trans>
          </span>
          <span role="columnheader" className="text-end max-xl:sr-only">
            <Trans>Last heard from</Trans>
          </span>
        </div>
      </div>
    </div>
  );
}
