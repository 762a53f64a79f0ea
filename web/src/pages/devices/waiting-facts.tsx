import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import type { Waiting } from './decision-dialog.tsx';

/** Who waits for the decision, as facts. */
export function waitingFacts(
  found: Waiting | undefined,
  count: number,
): { name: ReactNode; value: ReactNode }[] {
  return [
    {
      name: <Trans>People who wait</Trans>,
      value: !found ? (
        '…'
      ) : count === 1 ? (
        <Plural
          value={found.people}
          _0="Nobody who has this number waits"
          one="# person whose number this is"
          other="# people whose number this is"
        />
      ) : (
        <Plural
          value={found.people}
          _0="Nobody who has one of these numbers waits"
          one="# person who has one of these numbers"
          other="# people who have one of these numbers"
        />
      ),
    },
    { name: <Trans>Campaigns that wait</Trans>, value: found ? <Campaigns found={found} /> : '…' },
  ];
}

function Campaigns({ found }: { found: Waiting }) {
  const { exact } = useFormat();
  if (found.campaigns.length === 0) return <Trans>None</Trans>;
  return (
    <ul className="grid gap-1">
      {found.campaigns.map(({ id, name, waiting }) => (
        <li key={id}>
          <Link to="/campaigns/$id" params={{ id }} className="underline underline-offset-2">
            {name}
          </Link>
          : <Trans>{exact(waiting)} messages wait</Trans>
        </li>
      ))}
    </ul>
  );
}
