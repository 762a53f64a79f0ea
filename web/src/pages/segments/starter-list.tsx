import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { MessageDescriptor } from '@lingui/core';
import { describeTree, type Speech } from './describe-tree.ts';
import { readTree } from './read-tree.ts';
import { starterCondition, starterNames, type StarterName } from './starters.ts';
import type { Builder } from './use-builder.ts';
import type { Known } from './use-fields.ts';

const words: Record<StarterName, MessageDescriptor> = {
  replied: msg`Replied lately`,
  unread: msg`Did not read the last campaign`,
  bengali: msg`Speaks Bengali`,
  quiet: msg`Promising, but quiet`,
  agreed: msg`Agreed to marketing`,
  fresh: msg`New and not yet greeted`,
};

/** Where nothing is asked yet: conditions that are often wanted, to be changed at will. */
export function StarterList({ builder, known, speech }: { builder: Builder; known: Known; speech: Speech }) {
  const { i18n } = useLingui();
  const campaign = known.values('campaign')[0]?.value;
  return (
    <section aria-labelledby="starters" className="grid gap-2">
      <h3 id="starters" className="font-medium">
        <Trans>Begin with one of these, or with a condition of your own</Trans>
      </h3>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-2">
        {starterNames.map((name) => {
          const tree = readTree(starterCondition(name, campaign));
          if (!('root' in tree)) return null;
          return (
            <li key={name}>
              <button
                type="button"
                onClick={() => builder.become(tree.root)}
                className="grid h-full w-full content-start gap-0.5 rounded-md border border-control bg-surface px-3 py-2.5 text-start hover:bg-raised"
              >
                <span className="font-medium">{i18n._(words[name])}</span>
                <span className="text-sm text-muted">{describeTree(tree.root, speech)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
