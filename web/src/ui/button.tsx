import { Button as BaseButton } from '@base-ui/react/button';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

const kinds: Record<ButtonKind, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-control bg-surface text-text hover:bg-raised',
  danger: 'border border-danger bg-surface text-danger hover:bg-danger-tint',
  quiet: 'text-muted hover:bg-raised hover:text-text',
};

type ButtonProps = ComponentProps<'button'> & {
  kind?: ButtonKind;
  /** 44 px, for the one action of a page on a phone. */
  large?: boolean;
  /** Keeps focus and label, says it is busy, and takes no second press. */
  busy?: boolean;
  icon?: ReactNode;
};

/** The looks of a button, for a link that leads where a button would. */
export function buttonLooks(kind: ButtonKind = 'secondary', large = false): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors duration-100 select-none',
    large ? 'min-h-11 px-4' : 'min-h-8 px-3 pointer-coarse:min-h-11',
    kinds[kind],
  );
}

export function Button({
  kind = 'secondary',
  large,
  busy,
  icon,
  children,
  className,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      type="button"
      {...rest}
      disabled={Boolean(disabled) || Boolean(busy)}
      focusableWhenDisabled
      aria-busy={busy ? true : undefined}
      className={classNames(
        buttonLooks(kind, large),
        'data-disabled:cursor-not-allowed data-disabled:opacity-60',
        className,
      )}
    >
      {busy ? <LoaderCircle className="size-4 motion-safe:animate-spin" aria-hidden /> : icon}
      {children}
    </BaseButton>
  );
}
