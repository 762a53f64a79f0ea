import { useLingui } from '@lingui/react/macro';
import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Item } from '../../api/client.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { useSourceName } from '../../reasons/source-name.ts';
import { Ago } from '../../ui/ago.tsx';
import { stopReasons, whyNot } from './stop-words.ts';

export type Stop = Item<'GET /api/v1/suppressions'>;

/** One address on the list: its end, why, for what, since when, by whom, and whether it can come off again. */
export function StopLine({ stop, action }: { stop: Stop; action?: ReactNode }) {
  const { t, i18n } = useLingui();
  const sourceName = useSourceName();
  const reason = stopReasons[stop.reason];
  const why = reason ? i18n._(reason) : stop.reason;
  const end = stop.hint;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-5">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-3">
          {/* Of an erased person not even the last digits are kept. */}
          {end === null ? (
            <span className="font-medium">{why}</span>
          ) : (
            <>
              <span className="tabular font-medium">{t`Ends in ${end}`}</span>
              <span>{why}</span>
            </>
          )}
        </p>
        <p className="text-sm text-muted">
          {stop.channel ? channelNames[stop.channel] : t`every channel`}
          {' · '}
          {stop.purpose ? i18n._(purposeNames[stop.purpose]) : t`everything`}
          {' · '}
          {sourceName(stop.source)}
          {stop.created_by_name && ` · ${stop.created_by_name}`}
          {' · '}
          <Ago at={stop.created_at} />
        </p>
        {stop.note && (
          <q dir="auto" className="text-sm text-muted">
            {stop.note}
          </q>
        )}
      </div>
      {stop.liftable ? (
        action
      ) : (
        <p className="flex max-w-72 items-start gap-1.5 text-sm text-muted">
          <LockKeyhole className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {i18n._(whyNot(stop.reason))}
        </p>
      )}
    </li>
  );
}
