// Puts each curve's name beside its end and keeps the names apart. Called after every drawing, so it writes styles
// directly instead of going through React.
import type uPlot from 'uplot';

const lineHeight = 18;

export function placeLabels(chart: uPlot, labels: Record<number, HTMLSpanElement | null>): void {
  const ratio = window.devicePixelRatio;
  const left = (chart.bbox.left + chart.bbox.width) / ratio + 6;
  const bottom = (chart.bbox.top + chart.bbox.height) / ratio;
  const roomy = chart.width - left > 40;
  const ends = Object.entries(labels)
    .map(([index, element]) => ({ element, value: lastValue(chart.data[Number(index)]) }))
    .map(({ element, value }) => ({
      element,
      value,
      y: chart.valToPos(value ?? 0, 'y', true) / ratio,
    }))
    .toSorted((a, b) => b.y - a.y);
  let floor = bottom + lineHeight / 2;
  for (const { element, value, y } of ends) {
    if (!element) continue;
    const visible = roomy && value !== undefined;
    element.style.display = visible ? 'block' : 'none';
    if (!visible) continue;
    const middle = Math.min(y, floor - lineHeight / 2);
    floor = middle - lineHeight / 2;
    element.style.insetInlineStart = `${left}px`;
    element.style.insetInlineEnd = 'auto';
    element.style.top = `${middle - lineHeight / 2}px`;
  }
}

function lastValue(values: uPlot.AlignedData[number] | undefined): number | undefined {
  for (let index = (values?.length ?? 0) - 1; index >= 0; index -= 1) {
    const value = values?.[index];
    if (typeof value === 'number') return value;
  }
  return undefined;
}
