import { Plural, Trans } from '@lingui/react/macro';
import { useLingui } from '@lingui/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Item } from '../../api/client.ts';
import { healthWords } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { toneText } from '../../ui/status.tsx';
import { numbersByNeed } from './numbers-by-need.ts';
import { heldLook } from './quality-words.ts';
import { QuotaBar } from './quota-bar.tsx';

type Numbers = Item<'GET /api/v1/portfolios'>['accounts'];

const first = 5;
const step = 20;

/** A business's numbers: those that need somebody, then the busiest; the others when they are asked for. */
export function PortfolioNumbers({ accounts }: { accounts: Numbers }) {
  const { i18n } = useLingui();
  const [most, setMost] = useState(first);
  if (accounts.length === 0)
    return (
      <p className="text-muted">
        <Trans>No number belongs to it yet.</Trans>
      </p>
    );
  const { sorted, needing } = numbersByNeed(accounts);
  const left = Math.max(0, sorted.length - most);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold">
          <Plural value={accounts.length} one="Its number" other="Its # numbers" />
        </h3>
        <p className={needing > 0 ? 'text-sm font-medium text-warn' : 'text-sm text-muted'}>
          <Plural value={needing} _0="None needs you now" one="# needs a look" other="# need a look" />
        </p>
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {sorted.slice(0, most).map((one) => {
          const look = one.policy_hold === null ? healthWords[one.health_status] : heldLook;
          const Icon = look.icon;
          return (
            <li
              key={one.id}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 py-2 sm:grid-cols-[minmax(0,1fr)_auto_140px]"
            >
              <Link
                to="/devices/$id"
                params={{ id: one.device_id }}
                className="tabular inline-flex min-h-6 min-w-0 items-center font-medium underline-offset-2 hover:underline"
                data-copy
              >
                <span className="truncate leading-normal">{one.display_name}</span>
              </Link>
              <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${toneText[look.tone]}`}>
                <Icon className="size-4" aria-hidden />
                {i18n._(look.word)}
              </span>
              <div className="col-span-2 sm:col-span-1">
                <QuotaBar sent={one.sent_today} most={one.per_day} />
              </div>
            </li>
          );
        })}
      </ul>
      {sorted.length > first && (
        <div className="flex flex-wrap gap-2">
          {left > 0 && (
            <Button onClick={() => setMost(most + step)}>
              <Plural value={Math.min(step, left)} one="Show # more" other="Show # more" />
            </Button>
          )}
          {most > first && (
            <Button kind="quiet" onClick={() => setMost(first)}>
              <Trans>Show fewer</Trans>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
