// The versions of a design as the campaign's preview offers them.
import type { ShownVersions } from '../../campaigns/chosen-version.tsx';
import { keyAt, type Design } from './design.ts';

/** @param at which of them is shown: 0 is A */
export function shownVersions(design: Design, at: number, onShow: (at: number) => void): ShownVersions {
  const items = design.variants.map(({ name }, index) => ({ key: keyAt(index), name }));
  return {
    ...{ items, shown: keyAt(at) },
    onShow: (key) => onShow(items.findIndex((one) => one.key === key)),
  };
}
