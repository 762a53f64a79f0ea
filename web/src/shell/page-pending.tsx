import { Trans } from '@lingui/react/macro';
import { LoaderCircle } from 'lucide-react';

export function PagePending() {
  return (
    <div role="status" className="grid min-h-[60dvh] place-items-center text-muted">
      <span className="inline-flex items-center gap-2">
        <LoaderCircle className="size-4 motion-safe:animate-spin" aria-hidden />
        <Trans>Opening…</Trans>
      </span>
    </div>
  );
}
