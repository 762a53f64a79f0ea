import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState, type ReactNode } from 'react';
import { useErrorText } from '../lib/error-text.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './text-field.tsx';

type ConfirmProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, one line each. */
  consequences: ReactNode[];
  /** Names verb and object: "Cancel campaign". */
  action: string;
  danger?: boolean;
  /** For what cannot be taken back: this word has to be typed first. */
  typed?: string;
  /** Something is still missing in what stands below the consequences. */
  disabled?: boolean;
  /** What has to be said with it: a reason, a note. */
  children?: ReactNode;
  onConfirm: () => Promise<unknown>;
};

/** Asks before something that matters, by listing what it does. Enter never confirms it by accident: focus starts on "back". */
export function ConfirmDialog(props: ConfirmProps) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const back = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const [word, setWord] = useState('');
  const close = () => {
    setFailed(undefined);
    setWord('');
    props.onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      await props.onConfirm();
      close();
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  const text = failed === undefined ? undefined : errorText(failed);
  const typedWord = props.typed ?? '';
  return (
    <Dialog
      open={props.open}
      onClose={close}
      title={props.title}
      startAt={back}
      footer={
        <>
          <Button onClick={close} ref={back}>
            <Trans>Go back</Trans>
          </Button>
          <Button
            kind={props.danger ? 'danger' : 'primary'}
            busy={busy}
            disabled={props.disabled || (props.typed !== undefined && word.trim() !== props.typed)}
            onClick={() => void confirm()}
          >
            {props.action}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ul className="grid list-disc gap-1.5 ps-5 text-muted">
          {props.consequences.map((line, index) => (
            // The list never changes while it is shown.
            <li key={index}>{line}</li>
          ))}
        </ul>
        {props.children}
        {props.typed !== undefined && (
          <TextField
            id="confirm-word"
            name="confirm"
            label={t`Type “${typedWord}” to go on`}
            autoComplete="off"
            value={word}
            onChange={setWord}
          />
        )}
        {text && (
          <p role="alert" className="rounded-md bg-danger-tint px-3 py-2 text-danger">
            <strong className="font-semibold">{text.title}.</strong> {text.remedy}
          </p>
        )}
      </div>
    </Dialog>
  );
}
