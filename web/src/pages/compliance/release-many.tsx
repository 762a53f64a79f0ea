import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { RefusalCode } from '@sampark/contracts/flags.ts';
import { CircleCheck, CircleX, Hourglass, SendHorizontal } from 'lucide-react';
import { useState } from 'react';
import { api, type Answer } from '../../api/client.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';

/** One of the chosen messages that a rule holds, and whose word it has so far. */
export type HeldMessage = { id: string; name: string; first: 'nobody' | 'me' | 'somebody' };
type Result = Answer<'POST /api/v1/compliance/messages/release'>;

type Props = {
  held: readonly HeldMessage[];
  note: string;
  /** When the answer came: what is shown of the queue is old then. */
  onAnswer: () => Promise<unknown>;
  /** When the answer has been read. */
  onDone: () => void;
};

/** One person's word for all chosen messages that are held. Each still takes two. */
export function ReleaseMany({ held, note, onAnswer, onDone }: Props) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<{ result: Result; asked: readonly HeldMessage[] }>();
  useShortcut('R', t`Let the chosen held messages go`, () => {
    if (held.length > 0) setAsking(true);
  });
  const count = (first: HeldMessage['first']) => held.filter((one) => one.first === first).length;
  const [fresh, seconds, mine] = [count('nobody'), count('somebody'), count('me')];
  return (
    <>
      {/* What was let go is held no longer; its answer stays on screen all the same. */}
      {held.length > 0 && (
        <div>
          <Button
            kind="primary"
            icon={<SendHorizontal className="size-4" aria-hidden />}
            onClick={() => setAsking(true)}
          >
            <Plural value={held.length} one="Let # message go" other="Let # messages go" />
            <span className="hidden sm:inline" aria-hidden>
              <KeyHint keys="R" />
            </span>
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t`Let these messages go?`}
        consequences={[
          seconds > 0 && (
            <Plural
              key="second"
              value={seconds}
              one="You are the second for #: it goes back into the queue at once and cannot be called back."
              other="You are the second for #: they go back into the queue at once and cannot be called back."
            />
          ),
          fresh > 0 && (
            <Plural
              key="first"
              value={fresh}
              one="You are the first for #: it waits for a second person."
              other="You are the first for #: they wait for a second person."
            />
          ),
          mine > 0 && (
            <Plural
              key="mine"
              value={mine}
              one="You were already the first for #: nothing changes about it."
              other="You were already the first for #: nothing changes about them."
            />
          ),
          t`Consent, stops, caps and quiet hours are asked anew; they may still stop them.`,
          t`The log has both names for each message.`,
        ].filter((line) => line !== false)}
        action={t`Let them go`}
        onConfirm={async () => {
          const message_ids = held.map((one) => one.id);
          const words = note.trim();
          const result = await api('POST /api/v1/compliance/messages/release', {
            body: { message_ids, ...(words ? { note: words } : {}) },
          });
          setAnswer({ result, asked: held });
          await onAnswer();
        }}
      />
      {answer && <ReleaseAnswer {...answer} onClose={onDone} />}
    </>
  );
}

/** What became of each: it is read and closed, not flashed. */
function ReleaseAnswer(props: { result: Result; asked: readonly HeldMessage[]; onClose: () => void }) {
  const { t } = useLingui();
  const { released, waiting, refused } = props.result;
  const why: Record<RefusalCode, string> = {
    not_found: t`It is no longer there.`,
    not_held: t`No rule holds it any more: somebody decided meanwhile.`,
    first_of_two: t`You were the first; a second person has to speak.`,
    author: t`You are its author; somebody else has to be the second.`,
    campaign_cancelled: t`Its campaign was cancelled: nothing of it is sent any more.`,
  };
  const nameOf = (id: string) => props.asked.find((one) => one.id === id)?.name;
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t`What became of them`}
      footer={
        <Button kind="primary" onClick={props.onClose}>
          <Trans>Back to the queue</Trans>
        </Button>
      }
    >
      <ul className="grid gap-3">
        {released.length > 0 && (
          <li className="flex gap-2">
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
            <Plural
              value={released.length}
              one="# message is on its way."
              other="# messages are on their way."
            />
          </li>
        )}
        {waiting.length > 0 && (
          <li className="flex gap-2">
            <Hourglass className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
            <Plural
              value={waiting.length}
              one="# message waits for a second person."
              other="# messages wait for a second person."
            />
          </li>
        )}
        {refused.length > 0 && (
          <li className="flex gap-2">
            <CircleX className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
            <div className="grid min-w-0 gap-1.5">
              <Plural
                value={refused.length}
                one="# message stays as it was:"
                other="# messages stay as they were:"
              />
              <ul className="grid gap-1">
                {refused.map((one) => (
                  <li key={one.message_id} className="text-sm">
                    <span className="font-medium">{nameOf(one.message_id)}</span>
                    <span className="block text-muted">{why[one.code]}</span>
                  </li>
                ))}
              </ul>
            </div>
          </li>
        )}
      </ul>
    </Dialog>
  );
}
