// What people ask for about their data, and how it reached us, in words.
import type { RequestKind, RequestWay } from '@sampark/contracts/request-kinds.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Copy, Eraser, Hand, PencilLine, type LucideIcon } from 'lucide-react';

export const requestKindWords: Record<
  RequestKind,
  { icon: LucideIcon; name: MessageDescriptor; hint: MessageDescriptor }
> = {
  copy: {
    icon: Copy,
    name: msg`A copy of their data`,
    hint: msg`Everything kept about them, to hand over as a page or a file.`,
  },
  correction: {
    icon: PencilLine,
    name: msg`Something corrected`,
    hint: msg`What is wrong, and what it should say.`,
  },
  erasure: {
    icon: Eraser,
    name: msg`To be erased`,
    hint: msg`Their details go at once; what the law keeps is destroyed when its time is over. Their number stays on the list of those never to be written to, unreadable.`,
  },
  objection: {
    icon: Hand,
    name: msg`An objection`,
    hint: msg`Marketing to them stops at once, on every channel. Only they can take that back.`,
  },
};

export const requestWayNames: Record<RequestWay, MessageDescriptor> = {
  preference_page: msg`on their preference page`,
  phone: msg`on the phone`,
  letter: msg`by letter`,
  email: msg`by e-mail`,
  meeting: msg`in a meeting`,
  message: msg`in a message`,
  api: msg`from another system`,
};

export const requestStateWords = {
  open: msg`Open`,
  completed: msg`Done`,
  refused: msg`Refused`,
} as const;
