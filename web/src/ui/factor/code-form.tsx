import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';

/** One code, offered by the telephone where it can. */
export function CodeForm(props: {
  action: ReactNode;
  busy: boolean;
  disabled?: boolean;
  onCode: (code: string) => void;
}) {
  const { t } = useLingui();
  const [code, setCode] = useState('');
  const ready = code.trim().length >= 6 && !props.disabled;
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !props.busy) props.onCode(code.trim());
      }}
    >
      <TextField
        id="factor-code"
        name="code"
        label={t`Code`}
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
      />
      <Button type="submit" kind="primary" large busy={props.busy} disabled={!ready}>
        {props.action}
      </Button>
    </form>
  );
}
