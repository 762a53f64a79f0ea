import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../../api/client.ts';
import { TextField } from '../../../ui/text-field.tsx';
import type { Draft } from '../use-draft.ts';
import { useLacking } from './use-lacking.ts';

type Props = {
  draft: Draft;
  variable: string;
  /** False: the server has tried it, and somebody's message is not whole with it. */
  fits: boolean;
  value: string;
  onChange: (value: string) => void;
};

/** What stands instead, and how the message reads then to somebody who lacks the value. */
export function DefaultValue({ draft, variable, fits, value, onChange }: Props) {
  const { t } = useLingui();
  const id = useId();
  const [typed, setTyped] = useState(value);
  const [someone] = useLacking(draft.id, variable).data?.items ?? [];
  const person = someone?.prospect_id;
  const preview = useQuery({
    queryKey: ['preview', draft.id, person],
    queryFn: ({ signal }) =>
      api('GET /api/v1/campaigns/{id}/preview', {
        ...{ path: { id: draft.id }, query: { prospect_id: person ?? null }, signal },
      } as never),
    enabled: person !== undefined && value !== '',
  }).data;
  const shown = preview?.channels.find((one) => one.channel === (preview.chosen ?? someone?.channel));
  const saved = shown?.defaults.includes(variable) === true;
  return (
    <div className="grid gap-2 ps-7 sm:max-w-xl">
      <TextField
        id={id}
        name="default"
        label={t`They read instead`}
        autoComplete="off"
        value={typed}
        error={
          value !== '' && !fits
            ? t`The message cannot use this: it wants a number or a date, as it would stand on record.`
            : undefined
        }
        onChange={(next) => {
          setTyped(next);
          onChange(next);
        }}
      />
      {value !== '' && saved && shown.text !== null && (
        <figure className="grid gap-1 text-sm" aria-live="polite">
          <figcaption className="text-muted">
            <Trans>{someone?.name ?? t`Somebody`} reads:</Trans>
          </figcaption>
          <blockquote dir="auto" className="border-s-2 border-line-strong ps-3 whitespace-pre-line">
            {shown.text}
          </blockquote>
        </figure>
      )}
    </div>
  );
}
