import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { Tooltip } from './tooltip.tsx';

/** A time in words; on hover and focus the exact moment in the viewer's zone and in UTC. */
export function Instant(props: { at: Date; children: ReactNode }) {
  const { withZone } = useFormat();
  const { t } = useLingui();
  const local = withZone(props.at);
  const utc = withZone(props.at, 'UTC');
  return (
    <Tooltip content={local === utc ? local : `${local}\n${utc}`}>
      <button
        type="button"
        className="-my-1 inline-block cursor-help rounded-sm py-1 underline decoration-control decoration-dotted underline-offset-4"
      >
        <time dateTime={props.at.toISOString()}>{props.children}</time>
        <span className="sr-only">{t` (${local})`}</span>
      </button>
    </Tooltip>
  );
}
