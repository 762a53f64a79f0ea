import { Trans, useLingui } from '@lingui/react/macro';
import type { RuleExample } from '@sampark/contracts/rules.ts';
import { CircleCheck, CircleX, Plus, X } from 'lucide-react';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';

type Props = {
  examples: readonly RuleExample[];
  /** What the rule as it stands says of each; undefined while nobody knows. */
  results: readonly { index: number; ok: boolean; got: string }[] | undefined;
  onChange: (examples: RuleExample[]) => void;
  disabled: boolean;
};

/** Texts that must be flagged and that must pass: stored with the rule, run on every save, and here while one writes. */
export function ExamplesEditor({ examples, results, onChange, disabled }: Props) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3">
      <ul className="grid gap-2">
        {examples.map((example, index) => {
          const result = results?.find((one) => one.index === index);
          const set = (more: Partial<RuleExample>) => onChange(examples.with(index, { ...example, ...more }));
          const number = index + 1;
          return (
            <li
              // The list has no other names.
              key={`${index} of ${examples.length}`}
              className={`grid gap-1.5 rounded-md border p-2.5 ${result && !result.ok ? 'border-danger' : 'border-line'}`}
            >
              <textarea
                aria-label={t`Example ${number}`}
                dir="auto"
                rows={1}
                disabled={disabled}
                value={example.text}
                onChange={(event) => set({ text: event.currentTarget.value })}
                className="block w-full rounded-md border border-control bg-surface px-3 py-1.5 text-lg field-sizing-content disabled:bg-raised disabled:text-muted sm:text-base"
              />
              <div className="flex flex-wrap items-center justify-between gap-x-3">
                <div className="flex flex-wrap items-center gap-1">
                  {disabled ? (
                    <span className="text-sm text-muted">
                      {example.expect === 'flag' ? t`Must be flagged` : t`Must pass`}
                    </span>
                  ) : (
                    <Select<'flag' | 'pass'>
                      label={t`What must happen`}
                      value={example.expect}
                      items={[
                        { value: 'flag', label: t`Must be flagged` },
                        { value: 'pass', label: t`Must pass` },
                      ]}
                      onChange={(expect) => set({ expect })}
                    />
                  )}
                  {!disabled && (
                    <Select<string>
                      label={t`Channel`}
                      value={example.channel ?? ''}
                      items={[
                        { value: '', label: t`Any channel` },
                        ...channels.map((value) => ({ value: value as string, label: channelNames[value] })),
                      ]}
                      onChange={(value) => {
                        const { channel: _old, ...rest } = example;
                        const channel = channels.find((one) => one === value);
                        onChange(examples.with(index, { ...rest, ...(channel ? { channel } : {}) }));
                      }}
                    />
                  )}
                  {(['country', 'purpose', 'category', 'kind', 'age'] as const)
                    .filter((key) => example[key] !== undefined)
                    .map((key) => (
                      <span key={key} className="rounded-full bg-raised px-2 text-xs text-muted">
                        {String(example[key])}
                      </span>
                    ))}
                </div>
                <div className="flex items-center gap-2">
                  {result && (
                    <span
                      className={`inline-flex items-center gap-1 text-sm ${result.ok ? 'text-ok' : 'font-medium text-danger'}`}
                    >
                      {result.ok ? (
                        <CircleCheck className="size-4" aria-hidden />
                      ) : (
                        <CircleX className="size-4" aria-hidden />
                      )}
                      {result.got === 'flag' ? <Trans>Flagged</Trans> : <Trans>Passes</Trans>}
                    </span>
                  )}
                  {!disabled && (
                    <Button
                      kind="quiet"
                      className="px-2"
                      aria-label={t`Remove example ${number}`}
                      onClick={() => onChange(examples.toSpliced(index, 1))}
                    >
                      <X className="size-4" aria-hidden />
                    </Button>
                  )}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      {!disabled && (
        <div className="flex flex-wrap gap-2">
          {(['flag', 'pass'] as const).map((expect) => (
            <Button
              key={expect}
              icon={<Plus className="size-4" aria-hidden />}
              onClick={() => onChange([...examples, { text: '', expect }])}
            >
              {expect === 'flag' ? (
                <Trans>One that must be flagged</Trans>
              ) : (
                <Trans>One that must pass</Trans>
              )}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
