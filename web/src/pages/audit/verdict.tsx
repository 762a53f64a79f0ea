import type { AuditVerification } from '@sampark/contracts/audit.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { CircleCheck, CircleX } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { breakWords } from './break-words.ts';

const route = getRouteApi('/app/audit');

/** What the check found, and what to do when a link does not hold. */
export function Verdict({ found, at }: { found: AuditVerification; at: string }) {
  const { i18n } = useLingui();
  const { exact, clockTime, withZone } = useFormat();
  const navigate = route.useNavigate();
  const checkedAt = clockTime(new Date(at));
  if (found.broken === null) {
    const until = found.until ? withZone(new Date(found.until)) : null;
    return (
      <div className="flex gap-3 border-t border-line bg-ok-tint px-4 py-3 sm:px-5">
        <CircleCheck className="mt-0.5 size-5 shrink-0 text-ok" aria-hidden />
        <div className="grid gap-0.5">
          <p className="font-semibold">
            {until === null ? (
              <Trans>There is nothing to check yet</Trans>
            ) : (
              <Trans>Everything up to {until} is sealed and unbroken</Trans>
            )}
          </p>
          <p className="tabular text-sm text-muted">
            <Plural value={found.entries} one="# entry was checked at" other="# entries were checked at" />{' '}
            {checkedAt}.{' '}
            {found.checkpoints > 0 ? (
              <Plural
                value={found.checkpoints}
                one="# signed checkpoint agrees: nothing at the end is missing."
                other="# signed checkpoints agree: nothing at the end is missing."
              />
            ) : (
              <Trans>There is no signed checkpoint yet to compare with.</Trans>
            )}
          </p>
        </div>
      </div>
    );
  }
  const { broken } = found;
  const number = exact(broken.seq);
  const event = broken.event_id;
  return (
    <div className="flex gap-3 border-t border-line bg-danger-tint px-4 py-3 sm:px-5">
      <CircleX className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
      <div className="grid min-w-0 justify-items-start gap-1.5">
        <p className="font-semibold">
          <Trans>The trail is broken at entry {number}</Trans>
        </p>
        <p className="max-w-[72ch] text-sm">
          {i18n._(breakWords(broken.kind))}{' '}
          <Trans>
            The entries before it hold. Compare with a backup or an export, and keep this database as it is
            until somebody has found out why.
          </Trans>
        </p>
        {event !== null && (
          <Button
            onClick={() => void navigate({ search: (shown) => ({ ...shown, tab: undefined, entry: event }) })}
          >
            <Trans>See the entry</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}
