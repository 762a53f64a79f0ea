import { Trans } from '@lingui/react/macro';
import { Ago } from '../../ui/ago.tsx';
import type { UnknownMessage } from './use-unknowns.ts';

/** What may still settle it by itself, and from when a person may send it again. */
export function AutomaticText({ message }: { message: UnknownMessage }) {
  const { automatic } = message;
  if (!automatic)
    return message.platform === 'telegram' ? (
      <Trans>Telegram tells nothing: it is yours to decide.</Trans>
    ) : (
      <Trans>It cannot be told by itself: it is yours to decide.</Trans>
    );
  const way =
    automatic.way !== 'look_up' ? (
      <Trans>A receipt may still settle it.</Trans>
    ) : automatic.last_look === 'no_answer' ? (
      <Trans>The Mac does not answer; it is asked again.</Trans>
    ) : (
      <Trans>The Mac is asked whether it went out.</Trans>
    );
  return (
    <>
      {way}{' '}
      {automatic.until ? (
        <span className="text-muted">
          <Trans>
            It can be sent again <Ago at={automatic.until} />.
          </Trans>
        </span>
      ) : (
        <span className="text-muted">
          <Trans>You may decide.</Trans>
        </span>
      )}
    </>
  );
}
