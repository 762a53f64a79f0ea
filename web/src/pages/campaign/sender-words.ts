import { useLingui } from '@lingui/react/macro';
import type { SenderState } from '@sampark/contracts/campaign-work.ts';
import { CircleX, Clock, Hand, Hourglass, Wrench, type LucideIcon } from 'lucide-react';
import type { Tone } from '../../ui/status.tsx';

/** What a person has to see to comes first. */
export const stoppedStates = [
  'held',
  'offline',
  'paused',
  'exhausted',
  'maintenance',
] as const satisfies readonly SenderState[];

type Words = { icon: LucideIcon; tone: Tone; word: string; meaning: string };

/** Why a sender carries nothing, in a word and a sentence. */
export function useSenderWords(): Record<(typeof stoppedStates)[number], Words> {
  const { t } = useLingui();
  return {
    held: {
      ...{ icon: Hand, tone: 'danger', word: t`stopped` },
      meaning: t`The platform spoke against it; an administrator decides.`,
    },
    offline: { icon: CircleX, tone: 'danger', word: t`offline`, meaning: t`It does not answer.` },
    paused: {
      ...{ icon: Clock, tone: 'warn', word: t`paused` },
      meaning: t`The platform asked it to wait.`,
    },
    exhausted: {
      ...{ icon: Hourglass, tone: 'warn', word: t`used up` },
      meaning: t`It reached its limit for today.`,
    },
    maintenance: {
      ...{ icon: Wrench, tone: 'neutral', word: t`in maintenance` },
      meaning: t`An administrator took it out for maintenance.`,
    },
  };
}
