import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { useVariableWords } from './variable-words.ts';

type Missing = Answer<'GET /api/v1/campaigns/{id}/missing-variables'>;
const shownAtFirst = 8;

/** Who lacks something the message names, each with what it is and the way to their page. */
export function MissingPeople({ missing }: { missing: Missing }) {
  const { exact } = useFormat();
  const words = useVariableWords();
  const [all, setAll] = useState(false);
  const count = exact(missing.count);
  const shown = all ? missing.people : missing.people.slice(0, shownAtFirst);
  const more = missing.people.length - shown.length;
  const unlisted = missing.count - missing.people.length;
  return (
    <div className="grid gap-1">
      <p>
        <Plural
          value={missing.count}
          one={`${count} person lacks something the message names, and would not get it:`}
          other={`${count} people lack something the message names, and would not get it:`}
        />
      </p>
      <ul data-list="missing" className="grid gap-0.5">
        {shown.map((one) => (
          <li key={one.prospect_id} className="flex flex-wrap gap-x-2 text-sm">
            <Link
              to="/prospects/$id"
              params={{ id: one.prospect_id }}
              className="inline-flex min-h-6 items-center underline underline-offset-2"
            >
              {one.name ?? <Trans>Unnamed person</Trans>}
            </Link>
            <span className="inline-flex min-h-6 items-center text-muted">
              <Trans>Missing: {words[one.problem] ?? one.problem}</Trans>
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button className="justify-self-start" onClick={() => setAll(true)}>
          <Plural value={more} one={`Show ${exact(more)} more`} other={`Show ${exact(more)} more`} />
        </Button>
      )}
      {all && unlisted > 0 && (
        <p className="text-sm text-muted">
          <Plural
            value={unlisted}
            one={`${exact(unlisted)} further person is not listed.`}
            other={`${exact(unlisted)} further people are not listed.`}
          />
        </p>
      )}
    </div>
  );
}
