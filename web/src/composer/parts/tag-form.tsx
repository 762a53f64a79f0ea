import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { readExpression, writeExpression, type Expression } from '../markup/expression.ts';
import { liquidParts } from '../markup/liquid-parts.ts';
import type { Variable } from '../variables.ts';
import { FormatFields } from './format-fields.tsx';

type Props = {
  source: string;
  variables: readonly Variable[] | undefined;
  onSet: (source: string) => void;
  onRemove: () => void;
};

/** What a chip stands for: its meaning, what to say without it, how it is written. */
export function TagForm({ source, variables, onSet, onRemove }: Props) {
  const [expression, setExpression] = useState(() => readExpression(source));
  const [raw, setRaw] = useState(source);
  const whole = expression ? isWhole(expression) : isOneTag(raw);
  return (
    <form
      className="grid gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (whole) onSet(expression ? writeExpression(expression) : raw.trim());
      }}
    >
      {expression ? (
        <ExpressionFields
          expression={expression}
          variable={variables?.find((one) => one.name === expression.variable)}
          checked={variables !== undefined}
          onChange={setExpression}
        />
      ) : (
        <RawField raw={raw} wrong={!whole} onChange={setRaw} />
      )}
      <div className="flex justify-between gap-2">
        <Button kind="quiet" onClick={onRemove}>
          <Trans>Remove</Trans>
        </Button>
        <Button kind="primary" type="submit" disabled={!whole}>
          <Trans>Done</Trans>
        </Button>
      </div>
    </form>
  );
}

type ExpressionProps = {
  expression: Expression;
  variable: Variable | undefined;
  checked: boolean;
  onChange: (expression: Expression) => void;
};

function ExpressionFields({ expression, variable, checked, onChange }: ExpressionProps) {
  const { t } = useLingui();
  const id = useId();
  const example = variable?.example;
  return (
    <>
      <div className="grid gap-0.5">
        <h3 className="font-semibold">{variable?.word ?? expression.variable.replaceAll('_', ' ')}</h3>
        <p className="text-sm text-muted">
          {variable ? variable.meaning : checked ? t`Nobody among your people has this.` : null}
        </p>
        {example && (
          <p className="text-sm text-muted">
            <Trans>
              Such as <bdi>{example}</bdi>.
            </Trans>
          </p>
        )}
      </div>
      <TextField
        id={`${id}-fallback`}
        name="fallback"
        label={t`Where it is missing, say`}
        hint={t`Left empty, people without it are named before the launch.`}
        autoComplete="off"
        value={expression.fallback ?? ''}
        onChange={(fallback) => onChange({ ...expression, fallback: fallback === '' ? null : fallback })}
      />
      <FormatFields
        id={id}
        variable={expression.variable}
        format={expression.format}
        onChange={(format) => onChange({ ...expression, format })}
      />
    </>
  );
}

function RawField({
  raw,
  wrong,
  onChange,
}: {
  raw: string;
  wrong: boolean;
  onChange: (raw: string) => void;
}) {
  const { t } = useLingui();
  const id = useId();
  const sample = '{{ first_name }}';
  return (
    <TextArea
      id={`${id}-raw`}
      label={t`Written by hand`}
      hint={t`A condition, or a value with filters of the template language.`}
      error={wrong ? t`Start and close it with braces, as in ${sample}.` : undefined}
      rows={3}
      value={raw}
      onChange={onChange}
    />
  );
}

function isWhole({ format }: Expression): boolean {
  return format?.kind !== 'money' || /^[A-Z]{3}$/.test(format.currency);
}

function isOneTag(text: string): boolean {
  const parts = liquidParts(text.trim());
  return parts.length === 1 && parts[0]?.kind === 'tag';
}
