import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../i18n/use-format.ts';

/** As server/src/devices/allocate.ts writes it down: how it was chosen, and how much it had left that day. */
const written = /^(sticky|fail-over|most room); ([\d,]+) of ([\d,]+) left today$/;

/** Why this sender and no other, in words; what is not known here stays as it was recorded. */
export function useSenderChoice(): (recorded: string) => string {
  const { t } = useLingui();
  const { exact } = useFormat();
  const number = (digits: string | undefined) => exact(Number(digits?.replaceAll(',', '')));
  return (recorded) => {
    const found = written.exec(recorded);
    if (!found) return recorded;
    const [left, perDay] = [number(found[2]), number(found[3])];
    const why = {
      sticky: t`It went over the sender this person knows`,
      'fail-over': t`The sender this person knows could not send; another one took over`,
      'most room': t`It went over the sender with the most room`,
    }[found[1] as 'sticky' | 'fail-over' | 'most room'];
    return t`${why} (${left} of ${perDay} left that day).`;
  };
}
