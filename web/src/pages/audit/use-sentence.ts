import { useLingui } from '@lingui/react/macro';
import { channels } from '../../lib/channels.ts';
import { useCallName } from '../../lib/call-name.ts';
import { channelNames } from '../../lib/words.ts';
import type { Entry } from './entry.ts';
import { entryWords } from './entry-words.ts';

/** An entry in one sentence, in the language on screen. */
export function useSentence(): (entry: Entry) => string {
  const { i18n, t } = useLingui();
  const callName = useCallName();
  return (entry) => {
    const channel = channels.find((one) => one === entry.channel);
    const quoted = (name: string | undefined) => (name ? `“${name}”` : undefined);
    return i18n._({
      ...entryWords(entry.type).says,
      values: {
        who: entry.actor?.name ?? t`Sampark`,
        person: entry.person?.name ? callName(entry.person.name) : t`somebody`,
        campaign: quoted(entry.campaign?.name) ?? t`no campaign`,
        sender: quoted(entry.sender?.name) ?? t`a sender`,
        subject: quoted(entry.subject?.name) ?? t`(no name)`,
        channel: channel ? channelNames[channel] : t`a channel`,
      },
    });
  };
}
