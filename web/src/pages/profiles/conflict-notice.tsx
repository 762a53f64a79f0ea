import { Trans, useLingui } from '@lingui/react/macro';
import { GitMerge } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { fieldWords } from './field-words.ts';
import type { Conflict } from './use-profile-editing.ts';

/** Somebody saved in between: what they changed, what both changed, and the two ways on. */
export function ConflictNotice({ conflict, onTakeTheirs }: { conflict: Conflict; onTakeTheirs: () => void }) {
  const { t, i18n } = useLingui();
  const { tag } = useFormat();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const listed = (names: readonly string[]) =>
    new Intl.ListFormat(tag).format(
      names.map((one) => {
        const words = fieldWords[one];
        return words ? i18n._(words) : one;
      }),
    );
  const who = conflict.by ?? t`Somebody`;
  const [theirs, both] = [listed(conflict.theirs), listed(conflict.both)];
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="grid gap-3 rounded-md border border-warn bg-warn-tint p-4"
    >
      <div className="flex gap-2.5">
        <GitMerge className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
        <div className="grid gap-1">
          <p className="font-semibold text-warn">
            <Trans>Not saved: {who} saved another version meanwhile</Trans>
          </p>
          <p>
            <Ago at={conflict.at} />
            {conflict.theirs.length > 0 && (
              <>
                {' · '}
                <Trans>What they changed: {theirs}.</Trans>
              </>
            )}
          </p>
          <p>
            {conflict.both.length > 0 ? (
              <Trans>
                You changed the same: {both}. Below stands yours; saving puts it in the place of theirs.
                Theirs stays among the versions.
              </Trans>
            ) : (
              <Trans>
                You changed other parts. Below stand their changes and yours together: look once and save
                again.
              </Trans>
            )}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onTakeTheirs}>
          <Trans>Take theirs, let mine go</Trans>
        </Button>
        <Button kind="primary" type="submit">
          <Trans>Save mine on top</Trans>
        </Button>
      </div>
    </div>
  );
}
