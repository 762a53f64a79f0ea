import { Trans, useLingui } from '@lingui/react/macro';
import { Ban } from 'lucide-react';
import { Ago } from '../../ui/ago.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { FlagContext } from './flag-message.tsx';

/** That it was not sent, by whose decision and why: what the author came for. */
export function RefusedNotice({ refused }: { refused: NonNullable<FlagContext['refused']> }) {
  const { t } = useLingui();
  const name = refused.name ?? t`somebody who has left`;
  return (
    <Notice icon={Ban} tone="danger" title={t`Compliance did not let it go.`}>
      {refused.note && (
        <q dir="auto" className="block whitespace-pre-line">
          {refused.note}
        </q>
      )}
      <span className="text-sm text-muted">
        <Trans>Decided by {name}</Trans> <Ago at={refused.at} />
      </span>
    </Notice>
  );
}
