// What is wrong with the first link that does not hold.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

const known: Record<string, MessageDescriptor> = {
  changed: msg`Its content was changed after it was sealed.`,
  missing: msg`The entry that was sealed here is gone.`,
  extra: msg`An entry stands here that was never sealed.`,
  moved: msg`The entry that was sealed here stands at another place now.`,
  hash: msg`The entry is as it was, but its seal was changed.`,
  link: msg`The seals here do not join those before them.`,
  segment: msg`A whole stretch of seals is gone.`,
  checkpoint: msg`The trail is not the one that was signed: entries at its end are gone, or it was sealed again.`,
  signature: msg`A signed checkpoint is forged or was damaged.`,
};

export function breakWords(kind: string): MessageDescriptor {
  return known[kind] ?? msg`It does not hold.`;
}
