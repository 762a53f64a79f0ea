// What WhatsApp's colours for a business mean.
import { msg } from '@lingui/core/macro';
import { CircleCheck, CircleHelp, CircleX, Hand, TriangleAlert } from 'lucide-react';
import type { StatusWords } from '../../lib/words.ts';

export const qualityLooks: Record<'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN', StatusWords> = {
  GREEN: {
    icon: CircleCheck,
    tone: 'ok',
    word: msg`Good quality`,
    meaning: msg`Few people block or report its messages.`,
  },
  YELLOW: {
    icon: TriangleAlert,
    tone: 'warn',
    word: msg`Medium quality`,
    meaning: msg`Some people block or report its messages. Write less often and more to the point.`,
  },
  RED: {
    icon: CircleX,
    tone: 'danger',
    word: msg`Low quality`,
    meaning: msg`Many people block or report its messages. The tier may fall and numbers may be stopped.`,
  },
  UNKNOWN: {
    icon: CircleHelp,
    tone: 'neutral',
    word: msg`Quality not known`,
    meaning: msg`WhatsApp has not said anything yet; it does once enough messages went out.`,
  },
};

export const heldLook: StatusWords = {
  icon: Hand,
  tone: 'danger',
  word: msg`Held`,
  meaning: msg`The platform set a limit: nothing goes out until an administrator decides.`,
};
