import { Trans } from '@lingui/react/macro';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';

/** A value to take elsewhere, exactly as it is. */
export function CopyLine(props: { label: string; value: string; shown?: boolean }) {
  const [copied, setCopied] = useState(false);
  const { label, value } = props;
  // Without https a browser gives pages no clipboard; the text can still be selected.
  const able = typeof navigator.clipboard?.writeText === 'function';
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="grid min-w-0 gap-1">
      {props.shown !== false && <span className="text-sm text-muted">{label}</span>}
      <div className="flex min-w-0 items-start gap-1 rounded-md border border-line bg-raised ps-3">
        <code className="min-w-0 flex-1 py-1.5 font-mono text-sm break-all select-all" data-copy>
          {value}
        </code>
        {able && (
          <Button kind="quiet" onClick={() => void copy()} icon={<Icon className="size-3.5" aria-hidden />}>
            <span aria-live="polite">{copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}</span>
            <span className="sr-only">{label}</span>
          </Button>
        )}
      </div>
    </div>
  );
}
