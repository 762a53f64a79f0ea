import { useLingui } from '@lingui/react';
import { CircleAlert } from 'lucide-react';
import type { ShownFault } from './builder-view.ts';

/** What is wrong with one part of a condition, below it. */
export function NodeFaults({ faults }: { faults: readonly ShownFault[] }) {
  const { i18n } = useLingui();
  return faults.map(({ part, words }) => (
    <p
      key={`${part} ${typeof words === 'string' ? words : words.id}`}
      className="flex items-start gap-1.5 text-sm text-danger"
    >
      <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      {typeof words === 'string' ? words : i18n._(words)}
    </p>
  ));
}
