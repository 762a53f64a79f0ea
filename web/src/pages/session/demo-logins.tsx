import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { readDemo } from '../../api/calls.ts';
import { roleWords } from '../../lib/words.ts';

/** The demo's people, each one press away. Absent outside the demo. */
export function DemoLogins(props: { onPick: (login: { email: string; password: string }) => void }) {
  const { i18n } = useLingui();
  const { data: demo } = useQuery({ queryKey: ['demo'], queryFn: readDemo, staleTime: 60_000 });
  if (!demo) return null;
  return (
    <section aria-labelledby="demo-title" className="rounded-lg border border-line bg-surface p-4">
      <h2 id="demo-title" className="flex items-center gap-2 font-semibold">
        <FlaskConical className="size-4 text-info" aria-hidden />
        <Trans>Look around with sample data</Trans>
      </h2>
      <p className="mt-1 text-sm text-muted">
        <Trans>
          Choose whose eyes to see with; it fills the form. Quiet hours and weekly caps are off in the demo.
        </Trans>
      </p>
      <ul className="mt-3 grid gap-2">
        {demo.logins.map((login) => {
          const words = roleWords[login.role];
          return (
            <li key={login.email}>
              <button
                type="button"
                onClick={() => props.onPick({ email: login.email, password: demo.password ?? '' })}
                className="grid w-full gap-0.5 rounded-md border border-control px-3 py-2 text-start transition-colors duration-100 hover:border-accent hover:bg-raised"
              >
                <span className="font-medium">{i18n._(words.name)}</span>
                <span className="text-sm text-muted">{i18n._(words.may)}</span>
                <span className="text-sm break-all text-subtle" lang="en">
                  {login.email}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
