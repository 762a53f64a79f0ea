import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

/** A button that opens a short list of actions. `heading` says whose menu it is. */
export function Menu(props: {
  trigger: ReactElement;
  heading?: ReactNode;
  /** Loaded by its first press, it opens by itself. */
  defaultOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <BaseMenu.Root modal={false} defaultOpen={props.defaultOpen ?? false}>
      <BaseMenu.Trigger render={props.trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} collisionPadding={8} align="end" className="z-50">
          <BaseMenu.Popup className="popup min-w-56 p-1">
            {props.heading && <div className="border-b border-line px-2.5 pt-2 pb-2.5">{props.heading}</div>}
            <div className="pt-1 first:pt-0">{props.children}</div>
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export function MenuItem(props: { icon?: ReactNode; onClick: () => void; children: ReactNode }) {
  return (
    <BaseMenu.Item
      onClick={props.onClick}
      className="flex min-h-9 items-center pointer-coarse:min-h-11 gap-2.5 rounded-md px-2.5 select-none data-highlighted:bg-raised"
    >
      {props.icon}
      {props.children}
    </BaseMenu.Item>
  );
}
