import { contrastRatio } from '@sampark/contracts/contrast.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { TextField } from '../../ui/text-field.tsx';

const whole = /^#[0-9a-f]{6}$/i;

/** A colour by eye or by number, and whether it can be read on its background. */
export function ColourField(props: {
  id: string;
  label: string;
  value: string;
  /** What holds while it is empty. */
  fallback?: string;
  error?: string | undefined;
  /** What it stands on, and how far from it WCAG 2.2 asks it to be; without one nothing is said. */
  on?: { background: string; least: number } | undefined;
  disabled: boolean;
  onChange: (value: string) => void;
}) {
  const { t } = useLingui();
  const { decimal } = useFormat();
  const { id, label, value, on } = props;
  const shownColour = value === '' ? (props.fallback ?? '') : value;
  const known = whole.test(shownColour);
  const ratio =
    known && on && whole.test(on.background) ? contrastRatio(shownColour, on.background) : undefined;
  // Cut, not rounded: 4.49 must not read as enough.
  const shown = ratio === undefined ? '' : decimal(Math.floor(ratio * 10) / 10);
  const least = decimal(on?.least ?? 0);
  return (
    <div className="grid content-start gap-1.5">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
        <TextField
          id={id}
          name={id}
          label={label}
          autoComplete="off"
          {...(props.fallback ? { placeholder: props.fallback } : {})}
          value={value}
          error={value !== '' && !known ? t`Write it as # and six digits or letters a to f.` : props.error}
          onChange={(next) => props.onChange(next.trim())}
        />
        <input
          type="color"
          aria-label={t`${label}: choose by eye`}
          value={known ? shownColour.toLowerCase() : '#000000'}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          // Beside the field, below its label, whether or not something is said under it.
          className="mt-[calc(1lh+6px)] size-11 cursor-pointer rounded-md border border-control bg-surface p-1 disabled:cursor-not-allowed sm:size-9"
        />
      </div>
      {ratio !== undefined && on && (
        <p className={`flex items-start gap-1.5 text-sm ${ratio < on.least ? 'text-warn' : 'text-muted'}`}>
          {ratio < on.least ? (
            <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          ) : (
            <CircleCheck className="mt-0.5 size-3.5 shrink-0 text-ok" aria-hidden />
          )}
          {ratio < on.least ? (
            <span>
              <Trans>
                Contrast {shown} to 1: hard to read on its background. At least {least} to 1 can be read by
                everybody.
              </Trans>
            </span>
          ) : (
            <span className="tabular">
              <Trans>Contrast {shown} to 1</Trans>
            </span>
          )}
        </p>
      )}
    </div>
  );
}
