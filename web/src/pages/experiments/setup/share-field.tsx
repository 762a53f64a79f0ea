import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../i18n/use-format.ts';
import { typedDecimal } from '../../../lib/typed-number.ts';
import { usePoints } from '../use-points.ts';
import { least, whole } from './shares.ts';

type Props = {
  letter: string;
  /** Ten-thousandths. */
  share: number;
  /** How many versions there are: each keeps a hundredth. */
  versions: number;
  onChange: (share: number) => void;
};

/** The same share as a slider and as a number; whichever is moved, the others follow so that all make 100 %. */
export function ShareField({ letter, share, versions, onChange }: Props) {
  const { t } = useLingui();
  const { tag } = useFormat();
  const points = usePoints();
  const [typed, setTyped] = useState<string>();
  const most = whole - least * (versions - 1);
  const text = typed ?? new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }).format(share / 100);
  return (
    <div className="flex min-h-11 items-center gap-3">
      <input
        type="range"
        aria-label={t`Share of version ${letter}`}
        aria-valuetext={points.share(share)}
        min={least}
        max={most}
        step={100}
        value={share}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
        className="h-6 min-w-0 flex-1 accent-accent"
      />
      <span className="flex items-center gap-1">
        <input
          aria-label={t`Share of version ${letter} in percent`}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setTyped(next);
            const percent = typedDecimal(next);
            if (percent !== undefined && percent * 100 >= least && percent * 100 <= most)
              onChange(Math.round(percent * 100));
          }}
          onBlur={() => setTyped(undefined)}
          className="tabular min-h-8 w-16 rounded-md border border-control bg-surface px-2 text-end focus-visible:outline-offset-0 pointer-coarse:min-h-11"
        />
        <span aria-hidden>%</span>
      </span>
    </div>
  );
}
