import { Toolbar as BaseToolbar } from '@base-ui/react/toolbar';
import { useLingui } from '@lingui/react/macro';
import type { ShownMark } from '@sampark/contracts/shown-marks.ts';
import { Bold, Braces, Code, Italic, Link2, Smile, Strikethrough, Undo2, Redo2 } from 'lucide-react';
import { type ComponentProps, type ReactElement, type ReactNode, type RefObject } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useMarkWords } from './mark-words.ts';

type Popups = Record<'variables' | 'emoji' | 'link', (trigger: ReactElement) => ReactNode>;
type Props = {
  /** Names the field it belongs to. */
  label: string;
  first: RefObject<HTMLButtonElement | null>;
  pressed: (mark: ShownMark) => boolean;
  /** Why a mark cannot be set, or undefined. */
  off: (mark: ShownMark) => string | undefined;
  onMark: (mark: Exclude<ShownMark, 'link'>) => void;
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  popups: Popups;
};

const icons = { bold: Bold, italic: Italic, strike: Strikethrough, mono: Code, link: Link2 };
const keys = { bold: 'B', italic: 'I', strike: 'Shift X', mono: 'Shift C', link: 'Shift U' };
const marks = ['bold', 'italic', 'strike', 'mono'] as const;

/** One stop of Tab; arrows go from button to button. A button that is off says why. */
export function Toolbar(props: Props) {
  const { t } = useLingui();
  const words = useMarkWords();
  const markButton = (mark: ShownMark) => {
    const Icon = icons[mark];
    const reason = props.off(mark);
    const on = props.pressed(mark);
    return (
      <ToolButton
        label={words[mark]}
        more={reason ?? shortcut(keys[mark])}
        // What stands there already can always be taken off.
        off={reason !== undefined && !on}
        pressed={on}
        {...(mark === 'link' ? {} : { onClick: () => props.onMark(mark) })}
      >
        <Icon className="size-4" aria-hidden />
      </ToolButton>
    );
  };
  return (
    <BaseToolbar.Root
      aria-label={t`Tools for ${props.label}`}
      className="flex flex-wrap items-center gap-0.5 border-t border-line px-1.5 py-1"
    >
      {props.popups.variables(
        <ToolButton ref={props.first} label={t`Insert variable`} wide>
          <Braces className="size-4" aria-hidden />
          <span aria-hidden>{t`Variable`}</span>
        </ToolButton>,
      )}
      {props.popups.emoji(
        <ToolButton label={t`Insert emoji`}>
          <Smile className="size-4" aria-hidden />
        </ToolButton>,
      )}
      <BaseToolbar.Separator className="mx-1 h-5 w-px bg-line" />
      {marks.map((mark) => (
        <span key={mark} className="contents">
          {markButton(mark)}
        </span>
      ))}
      {props.popups.link(markButton('link'))}
      <BaseToolbar.Separator className="mx-1 h-5 w-px bg-line" />
      <ToolButton label={t`Undo`} more={shortcut('Z')} off={!props.canUndo} onClick={props.onUndo}>
        <Undo2 className="size-4" aria-hidden />
      </ToolButton>
      <ToolButton label={t`Redo`} more={shortcut('Y')} off={!props.canRedo} onClick={props.onRedo}>
        <Redo2 className="size-4" aria-hidden />
      </ToolButton>
    </BaseToolbar.Root>
  );
}

type ToolButtonProps = ComponentProps<'button'> & {
  label: string;
  more?: string | undefined;
  off?: boolean;
  pressed?: boolean;
  wide?: boolean;
};

function ToolButton({ label, more, off, pressed, wide, children, ...rest }: ToolButtonProps) {
  return (
    <Tooltip content={more ? `${label}\n${more}` : label}>
      <BaseToolbar.Button
        // The text keeps its selection while a button is pressed.
        onMouseDown={(event) => event.preventDefault()}
        {...rest}
        disabled={off ?? false}
        focusableWhenDisabled
        aria-label={label}
        aria-description={off ? more : undefined}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={classNames(
          'inline-flex min-h-8 min-w-8 items-center justify-center gap-1.5 rounded-md text-sm font-medium text-muted hover:bg-raised hover:text-text pointer-coarse:min-h-11 pointer-coarse:min-w-11',
          'aria-pressed:bg-accent-tint aria-pressed:text-accent data-disabled:cursor-not-allowed data-disabled:opacity-45',
          wide && 'px-2',
        )}
      >
        {children}
      </BaseToolbar.Button>
    </Tooltip>
  );
}

function shortcut(key: string): string {
  return `${/Mac|iP(?:hone|ad)/.test(navigator.userAgent) ? '⌘' : 'Ctrl'} ${key}`;
}
