import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Search } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { StopLine } from './stop-line.tsx';
import { useCallName } from '../../lib/call-name.ts';

/** May this number be written to? Asked with the whole number, which is kept nowhere. */
export function LookUpCard() {
  const { t } = useLingui();
  const callName = useCallName();
  const errorText = useErrorText();
  const [phone, setPhone] = useState('');
  const look = useMutation({
    mutationFn: (whole: string) => api('POST /api/v1/suppressions/look-up', { body: { phone: whole } }),
  });
  const found = look.data;
  const person = found?.person;
  return (
    <Card
      id="look-up"
      title={t`Look a number up`}
      note={<Trans>By the whole number: it is compared unreadable and kept nowhere.</Trans>}
    >
      <form
        role="search"
        className="flex min-w-0 flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (phone.trim() && !look.isPending) look.mutate(phone.trim());
        }}
      >
        <input
          type="tel"
          aria-label={t`Whole number`}
          placeholder="+8801712345678"
          autoComplete="off"
          value={phone}
          onChange={(event) => {
            setPhone(event.currentTarget.value);
            look.reset();
          }}
          className="tabular block min-h-11 w-full max-w-72 min-w-0 flex-1 rounded-md border border-control bg-surface px-3 text-lg placeholder:text-subtle focus-visible:outline-offset-0 sm:min-h-9 sm:text-base"
        />
        <Button
          type="submit"
          busy={look.isPending}
          disabled={!phone.trim()}
          icon={<Search className="size-4" aria-hidden />}
        >
          <Trans>Look it up</Trans>
        </Button>
      </form>
      <div aria-live="polite" className="empty:hidden">
        {look.error && (
          <p role="alert" className="mt-3 text-danger">
            {errorText(look.error).title}. {errorText(look.error).remedy}
          </p>
        )}
        {found && (
          <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-2">
            {person && (
              <p>
                <Trans>This is the number of</Trans>{' '}
                <Link
                  to="/prospects/$id"
                  params={{ id: person.id }}
                  className="inline-flex min-h-6 items-center font-medium underline underline-offset-2"
                >
                  {callName(person.name)}
                </Link>
              </p>
            )}
            {found.stops.length === 0 && found.withdrawn.length === 0 && (
              <p className="flex items-start gap-2">
                <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
                <Trans>
                  Not on the list. Consent is still needed before anything is sent: “Why, or why not?” on the
                  person’s page says all of it.
                </Trans>
              </p>
            )}
            {found.withdrawn.length > 0 && (
              <p className="text-danger">
                <Trans>They opted out themselves: only they can take that back.</Trans>
              </p>
            )}
            {found.stops.length > 0 && (
              <ul className="divide-y divide-line rounded-md border border-line">
                {found.stops.map((one) => (
                  <StopLine key={one.id} stop={one} />
                ))}
              </ul>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
