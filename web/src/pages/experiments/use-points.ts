// Shares and their differences as people read them: 0.041 is 4.1 points.
import { useMemo } from 'react';
import { useFormat } from '../../i18n/use-format.ts';

export function usePoints() {
  const { tag } = useFormat();
  return useMemo(() => {
    const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
    const signedFormat = new Intl.NumberFormat(tag, { ...one, signDisplay: 'exceptZero' });
    const plain = new Intl.NumberFormat(tag, one);
    const short = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
    const percentOf = new Intl.NumberFormat(tag, { ...one, style: 'percent' });
    const shortPercent = new Intl.NumberFormat(tag, { maximumFractionDigits: 2, style: 'percent' });
    // What rounds to nothing has no sign.
    const rounded = (share: number) => Math.round(share * 1000) / 10 + 0;
    return {
      /** "+4.1": a difference of shares in points, with its sign. */
      signed: (share: number) => signedFormat.format(rounded(share)).replace('-', '−'),
      /** "4.1" */
      points: (share: number) => plain.format(rounded(share)),
      /** "4" or "4.1": a size somebody chose. */
      chosen: (share: number) => short.format(rounded(share)),
      /** "12.3%" */
      rate: (share: number) => percentOf.format(share),
      /** "50%", "33.34%": a share of people in ten-thousandths. */
      share: (tenThousandths: number) => shortPercent.format(tenThousandths / 10_000),
    };
  }, [tag]);
}
