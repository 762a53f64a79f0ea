import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';

type Target =
  | { to: '/devices/connect' | '/imports/new' | '/prospects' | '/campaigns/new' | '/conversations' }
  | { to: '/settings'; search: { section: 'users' } };

/** The first steps, ticked by what exists; gone once all are done. Nothing waits for it. */
export function Checklist({ role }: { role: 'admin' | 'standard' }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const steps = useQuery({
    queryKey: ['checklist'],
    queryFn: ({ signal }) => api('GET /api/v1/workspace/checklist', { signal }),
    // Whoever comes back from doing a step sees it ticked.
    staleTime: 0,
    // Ticks while one looks, too: a colleague may be doing the step.
    refetchInterval: ({ state }) => (state.data?.steps.every((step) => step.done) ? false : 5_000),
  }).data?.steps;
  if (!steps || steps.every((step) => step.done)) return null;
  const words: Record<(typeof steps)[number]['name'], { text: string; target: Target; adminOnly?: true }> = {
    sender: { text: t`Connect a sender`, target: { to: '/devices/connect' }, adminOnly: true },
    contacts: { text: t`Bring your contacts`, target: { to: '/imports/new' } },
    consent: { text: t`Record who agreed to be written to`, target: { to: '/prospects' } },
    campaign: { text: t`Launch a first campaign`, target: { to: '/campaigns/new' } },
    answer: { text: t`Answer somebody`, target: { to: '/conversations' } },
    colleague: {
      text: t`Invite a colleague`,
      target: { to: '/settings', search: { section: 'users' } },
      adminOnly: true,
    },
  };
  const done = exact(steps.filter((step) => step.done).length);
  const all = exact(steps.length);
  return (
    <Card id="checklist" title={t`First steps`} note={t`${done} of ${all} done`}>
      <ul className="grid gap-1 sm:grid-cols-2 lg:grid-cols-3">
        {steps.map((step) => {
          const { text, target, adminOnly } = words[step.name];
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
              ) : adminOnly && role !== 'admin' ? (
                <span>
                  {text} <span className="text-sm text-muted">{t`(an administrator does this)`}</span>
                </span>
              ) : (
                <Link {...target} className="inline-flex min-h-6 items-center underline underline-offset-2">
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
