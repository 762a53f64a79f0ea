import { Trans, useLingui } from '@lingui/react/macro';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { fieldWords } from './field-words.ts';
import { useFaultWords } from './use-fault-words.ts';

type Fault = { field: string; reason: string };

/** What keeps the words from being shown, and in which part of the editor that is: nothing of a draft is saved yet. */
export function PreviewFaults({ faults }: { faults: readonly Fault[] }) {
  const { i18n } = useLingui();
  const say = useFaultWords();
  const told = Object.entries(say(faults));
  return (
    <div role="alert" className="grid gap-1.5 rounded-md bg-warn-tint px-3.5 py-2.5">
      <p className="font-semibold">
        <Trans>The preview waits until this is right:</Trans>
      </p>
      <ul className="grid gap-1">
        {told.map(([field, words]) => {
          const part = fieldWords[field.split('.')[0] ?? ''];
          const channel = channels.find((one) => field.split('.')[1] === one);
          return (
            <li key={field} className="[overflow-wrap:anywhere]">
              <span className="font-medium">
                {[part && i18n._(part), channel && channelNames[channel]].filter(Boolean).join(', ')}
              </span>
              {': '}
              {words}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
