import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { OutsideShell } from './outside-shell.tsx';

export function NotFound() {
  return (
    <OutsideShell>
      <div className="grid justify-items-center gap-3 text-center">
        <h1 className="text-xl font-semibold">
          <Trans>There is no page at this address</Trans>
        </h1>
        <Link
          to="/"
          className="inline-flex min-h-6 items-center font-medium text-accent underline underline-offset-2"
        >
          <Trans>Go to the overview</Trans>
        </Link>
      </div>
    </OutsideShell>
  );
}
