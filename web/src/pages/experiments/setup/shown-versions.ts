// The versions of a design as the campaign's preview offers them.
import type { ShownVersions } from '../../campaigns/chosen-version.tsx';
import { allAlike, keyAt, lacksOf, type Design } from './design.ts';

/** @param at which of them is shown: 0 is A */
export function shownVersions(design: Design, at: number, onShow: (at: number) => void): ShownVersions {
  const items = design.variants.map(({ name }, index) => ({ key: keyAt(index), name }));
  // What keeps the design from being saved, and the preview from knowing its newest versions.
  const [lack] = lacksOf(design).filter((one) => one.kind !== 'same' || !allAlike(design));
  return {
    ...{ items, shown: keyAt(at) },
    ...(lack
      ? {
          unsaved: {
            kind: lack.kind,
            version: keyAt(lack.at),
            ...('as' in lack ? { other: keyAt(lack.as) } : {}),
          },
        }
      : {}),
    onShow: (key) => onShow(items.findIndex((one) => one.key === key)),
  };
}
