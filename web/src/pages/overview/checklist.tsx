import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';

type Target = '/devices' | '/imports/new' | '/prospects' | '/campaigns/new' | '/conversations' | '/settings';

/** The first steps, ticked by what exists; gone once all are done. Nothing waits for it. */
export function Checklist() {
  const { t } = useLingui();
  const { exact } = useFormat();
  const steps = useQuery({
    queryKey: ['checklist'],
    queryFn: ({ signal }) => api('GET /api/v1/workspace/checklist', { signal }),
    // Ticks while one looks, too: a colleague may be doing the step.
    refetchInterval: ({ state }) => (state.data?.steps.every((step) => step.done) ? false : 5_000),
  }).data?.steps;
  if (!steps || steps.every((step) => step.done)) return null;
  const words: Record<(typeof steps)[number]['name'], { text: string; to: Target }> = {
    sender: { text: t`Connect a sender`, to: '/devices' },
    contacts: { text: t`Bring your contacts`, to: '/imports/new' },
    consent: { text: t`Record who agreed to be written to`, to: '/prospects' },
    campaign: { text: t`Launch a first campaign`, to: '/campaigns/new' },
    answer: { text: t`Answer somebody`, to: '/conversations' },
    colleague: { text: t`Invite a colleague`, to: '/settings' },
  };
  const done = exact(steps.filter((step) => step.done).length);
  const all = exact(steps.length);
  return (
    <Card id="checklist" title={t`First steps`} note={t`${done} of ${all} done`}>
      <ul className="grid gap-1 sm:grid-cols-2 lg:grid-cols-3">
        {steps.map((step) => {
          const { text, to } = words[step.name];
          const Icon = step.done ? CircleCheck : CircleDashed;
          return (
            <li
              key={step.name}
              className="flex min-h-8 items-center gap-2"
              data-step={step.name}
              data-done={step.done}
            >
              <Icon className={`size-4 shrink-0 ${step.done ? 'text-ok' : 'text-muted'}`} aria-hidden />
              {step.done ? (
                <span className="text-muted">
                  {text}
                  <span className="sr-only">
                    : <Trans>done</Trans>
                  </span>
                </span>
              ) : (
                <Link to={to} className="inline-flex min-h-6 items-center underline underline-offset-2">
                  {text}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
