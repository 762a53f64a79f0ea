// What an entry keeps besides its sentence, where a reader can make something of it. The rest is in the record itself.
import { purposes } from '../../lib/purposes.ts';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { useSourceName } from '../../reasons/source-name.ts';
import { ownWords, type Entry } from './entry.ts';

export function useRecorded({ data }: Entry): { name: string; value: string }[] {
  const { t, i18n } = useLingui();
  const { exact, duration, withZone, tag } = useFormat();
  const reason = useReasonText();
  const sourceName = useSourceName();
  const list = (values: string[]) => new Intl.ListFormat(tag).format(values);
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : undefined);
  const number = (name: string) => (typeof data[name] === 'number' ? data[name] : undefined);
  const texts = (name: string) =>
    Array.isArray(data[name]) ? data[name].filter((one): one is string => typeof one === 'string') : [];
  const fact = (name: string, value: string | undefined) => (value ? [{ name, value }] : []);
  const [code, source, launch] = [text('code'), text('source'), text('launch_time')];
  const [attempt, late, reply] = [number('attempt'), number('latency_ms'), number('reply_seconds')];
  const count = (name: string, label: string) => {
    const value = number(name);
    return value === undefined ? [] : [{ name: label, value: exact(value) }];
  };
  return [
    ...fact(t`Why`, code && reason(code).what),
    ...fact(t`Reason given`, ownWords(data)),
    ...fact(t`How it is known`, source && sourceName(source)),
    ...fact(
      t`Channels`,
      list(
        texts('channels').flatMap((one) =>
          channels.filter((name) => name === one).map((name) => channelNames[name]),
        ),
      ),
    ),
    ...fact(
      t`For`,
      list(
        texts('purposes').flatMap((one) =>
          purposes.filter((name) => name === one).map((name) => i18n._(purposeNames[name])),
        ),
      ),
    ),
    ...fact(t`Planned for`, launch && withZone(new Date(launch))),
    ...(attempt === undefined || attempt === 0 ? [] : [{ name: t`Attempt`, value: exact(attempt) }]),
    ...(late === undefined ? [] : [{ name: t`Took`, value: duration(late / 1_000) }]),
    ...(reply === undefined ? [] : [{ name: t`Answered after`, value: duration(reply) }]),
    ...count('count', t`How many`),
    ...count('rows_imported', t`People added`),
    ...count('rows_updated', t`People updated`),
    ...count('rows_rejected', t`Rows rejected`),
    ...fact(t`Address on the network`, text('ip') ?? text('network')),
  ];
}
