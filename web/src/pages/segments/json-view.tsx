import { Trans, useLingui } from '@lingui/react/macro';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { readFaultWords } from './fault-words.ts';
import { readTree } from './read-tree.ts';
import type { Builder } from './use-builder.ts';

/** The condition as the API takes it: to copy from here, and to paste from elsewhere. Nothing counts before it is taken over. */
export function JsonView({
  builder,
  disabled,
  onDone,
}: {
  builder: Builder;
  disabled: boolean;
  onDone: () => void;
}) {
  const { t, i18n } = useLingui();
  const stored = JSON.stringify(builder.condition, undefined, 2);
  const [text, setText] = useState(stored);
  const [error, setError] = useState<string>();
  const [copied, setCopied] = useState(false);
  const take = () => {
    let given: unknown;
    try {
      given = JSON.parse(text);
    } catch (failure) {
      const why = failure instanceof Error && i18n.locale === 'en' ? `: ${failure.message}` : '';
      setError(t`This is not JSON${why}. Look for a missing comma, quote or brace.`);
      return;
    }
    const read = readTree(given);
    if ('root' in read) {
      builder.become(read.root);
      onDone();
      return;
    }
    const { place } = read;
    setError(`${place}: ${i18n._(readFaultWords[read.fault])}`);
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="grid gap-3">
      <div className="[&_textarea]:font-mono [&_textarea]:text-sm">
        <TextArea
          id="segment-json"
          label={t`Condition as JSON`}
          rows={14}
          disabled={disabled}
          value={text}
          error={error}
          hint={t`The same form the API takes and gives.`}
          onChange={(next) => {
            setText(next);
            setError(undefined);
          }}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        {!disabled && (
          <Button kind="primary" disabled={text === stored} onClick={take}>
            <Trans>Take this over</Trans>
          </Button>
        )}
        <Button
          icon={<Icon className="size-4" aria-hidden />}
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          <span aria-live="polite">{copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}</span>
        </Button>
      </div>
    </div>
  );
}
