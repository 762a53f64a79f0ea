import { Trans, useLingui } from '@lingui/react/macro';
import { Check, CloudOff, Copy, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useErrorText } from '../lib/error-text.ts';
import { Button } from './button.tsx';

/** What went wrong, what to do, and the request id for whoever has to look it up. */
export function ErrorState(props: { error: unknown; onRetry?: () => void; retrying?: boolean }) {
  const { t } = useLingui();
  const text = useErrorText()(props.error);
  return (
    <div role="alert" className="grid place-items-center gap-1 px-4 py-10 text-center">
      <span className="mb-2 grid size-10 place-items-center rounded-full bg-danger-tint text-danger">
        <CloudOff className="size-5" aria-hidden />
      </span>
      <p className="text-lg font-semibold">{text.title}</p>
      <p className="max-w-[52ch] text-muted">{text.remedy}</p>
      {props.onRetry && (
        <Button
          className="mt-3"
          busy={props.retrying ?? false}
          onClick={props.onRetry}
          icon={<RotateCw className="size-4" aria-hidden />}
        >
          <Trans>Try again</Trans>
        </Button>
      )}
      {text.requestId && <CopyText label={t`Request id`} text={text.requestId} />}
    </div>
  );
}

export function CopyText(props: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <p className="mt-3 inline-flex max-w-full flex-wrap items-center justify-center gap-x-2 gap-y-1 text-sm text-muted">
      <span>{props.label}</span>
      <code className="font-mono break-all select-all">{props.text}</code>
      <Button kind="quiet" onClick={() => void copy()} icon={<Icon className="size-3.5" aria-hidden />}>
        <span aria-live="polite">{copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}</span>
      </Button>
    </p>
  );
}
