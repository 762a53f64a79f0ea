import { Trans, useLingui } from '@lingui/react/macro';
import { RotateCcw, UserX } from 'lucide-react';
import { useUser } from '../../lib/use-session.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import type { FlagContext } from './flag-message.tsx';
import { verdictWords } from './rule-words.ts';
import type { Triage } from './use-triage.ts';

const looks = 'flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-surface px-3 py-3 sm:px-5';

/** The verdict with its note, for reviewers and for the author; whoever gave it can take it back. */
export function DecidedBar({ context, triage }: { context: FlagContext; triage: Triage }) {
  const { t, i18n } = useLingui();
  const user = useUser();
  const { flag } = context;
  const verdict = verdictWords[flag.verdict ?? 'minor'];
  return (
    <footer aria-label={t`Verdict`} role="group" className={`${looks} justify-between`}>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <Badge tone={verdict.tone} icon={verdict.icon}>
          {i18n._(verdict.word)}
        </Badge>
        <span className="text-sm text-muted">
          {flag.decided_name} {flag.decided_at && <Ago at={flag.decided_at} />}
        </span>
        {flag.note && <span dir="auto">{flag.note}</span>}
      </div>
      {flag.decided_by === user?.id && (
        <Button
          busy={triage.busy}
          icon={<RotateCcw className="size-4" aria-hidden />}
          onClick={() => void triage.reopen(flag.id).catch(() => undefined)}
        >
          <Trans>Take my verdict back</Trans>
        </Button>
      )}
    </footer>
  );
}

/** In place of the verdicts where a reviewer has a hand in the message. */
export function OwnMessageBar() {
  return (
    <footer className={looks}>
      <p className="flex items-center gap-2">
        <UserX className="size-4 shrink-0 text-muted" aria-hidden />
        <Trans>You sent or wrote this message yourself: somebody else decides about it.</Trans>
      </p>
    </footer>
  );
}
