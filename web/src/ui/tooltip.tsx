import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

/** More about something, on hover and on focus. Never the only place an essential fact is in. */
export function Tooltip(props: { content: ReactNode; children: ReactElement }) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={props.children} delay={250} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner sideOffset={6} collisionPadding={12} className="z-50">
          <BaseTooltip.Popup
            role="tooltip"
            className="popup max-w-72 px-3 py-2 text-sm whitespace-pre-line text-text"
          >
            {props.content}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
