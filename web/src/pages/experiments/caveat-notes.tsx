import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import type { Results } from './results.ts';
import { judgedBy } from './words.ts';

type Caveat = Results['caveats'][number];

/** What the numbers cannot know on the channels people were written to, and how many people that is about. */
export function CaveatNotes({
  judged,
  caveats,
}: Pick<Results, 'caveats'> & { judged: Parameters<typeof judgedBy>[0] }) {
  const { i18n } = useLingui();
  const text = useCaveatText();
  const counted = caveats.filter((one) => one.people > 0);
  if (counted.length === 0) return <p>{i18n._(judgedBy(judged).caveat)}</p>;
  return counted.map((one) => (
    <p key={`${one.code} ${one.channel}`} className="tabular" data-caveat={one.code}>
      {text(one)}
    </p>
  ));
}

function useCaveatText(): (caveat: Caveat) => string {
  const { t } = useLingui();
  const { exact } = useFormat();
  return ({ code, channel, people, text }) => {
    const count = exact(people);
    const app = channel ? channelNames[channel] : '';
    switch (code) {
      case 'no_read_receipts':
        return plural(people, {
          one: `One person on ${app} is left out: it reports no reading.`,
          other: `${count} people on ${app} are left out: it reports no reading.`,
        });
      case 'no_delivery_receipts':
        return plural(people, {
          one: `One person on ${app} is left out: it reports no arrival.`,
          other: `${count} people on ${app} are left out: it reports no arrival.`,
        });
      case 'read_receipts_optional':
        return t`${app} (${count}): whoever switched read receipts off counts as not read, in every version alike.`;
      case 'links_fetched_by_apps':
        return t`Some apps open links by themselves without saying so: the true rate is lower, in every version alike.`;
      default:
        return text;
    }
  };
}
