import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api } from '../../../api/client.ts';
import { authorised } from '../../../api/calls.ts';
import { useErrorText } from '../../../lib/error-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { Draft } from '../use-draft.ts';
import { useLacking } from './use-lacking.ts';
import { valueChange } from './value-change.ts';

type Props = { draft: Draft; variable: string; name: string };

/** A field for each person who lacks the value; once it is on record the next one has the cursor. */
export function FixValues({ draft, variable, name }: Props) {
  const found = useLacking(draft.id, variable);
  const list = useRef<HTMLUListElement>(null);
  const errorText = useErrorText();
  if (found.isError) {
    const { title, remedy } = errorText(found.error);
    return (
      <p className="ps-7 text-danger">
        {title} {remedy}
      </p>
    );
  }
  if (!found.data) return <Skeleton className="ms-7 h-24" />;
  const { items, next_cursor } = found.data;
  const goOn = (after: string) => {
    const at = items.findIndex((one) => one.prospect_id === after);
    const next = items[at + 1] ?? items[at - 1];
    const row = [...(list.current?.children ?? [])].find(
      (one) => (one as HTMLElement).dataset['person'] === next?.prospect_id,
    );
    // After the last of them the part as a whole goes: its heading has the cursor until then.
    const heading = document.querySelector<HTMLElement>('[data-heading="missing"]');
    (row?.querySelector('input') ?? heading)?.focus();
  };
  return (
    <div className="grid gap-2 ps-7">
      <ul ref={list} data-list="lacking" className="grid gap-3">
        {items.map((one) => (
          <li key={one.prospect_id} data-person={one.prospect_id}>
            <FixValue
              draft={draft}
              variable={variable}
              label={name}
              person={{ id: one.prospect_id, name: one.name }}
              onFixed={() => goOn(one.prospect_id)}
            />
          </li>
        ))}
      </ul>
      {next_cursor !== null && (
        <p className="text-sm text-muted">
          <Trans>More people follow as these are filled in. For many, the list can be imported again.</Trans>
        </p>
      )}
    </div>
  );
}

type RowProps = Pick<Props, 'draft' | 'variable'> & {
  label: string;
  person: { id: string; name: string | null };
  onFixed: () => void;
};

function FixValue({ draft, variable, label, person, onFixed }: RowProps) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [value, setValue] = useState('');
  const whose = person.name ?? t`Unnamed person`;
  const save = useMutation({
    mutationFn: async () => {
      const path = { id: person.id };
      const now = await api('GET /api/v1/prospects/{id}', { path });
      await authorised(`/api/v1/prospects/${person.id}`, {
        method: 'PATCH',
        body: valueChange(now, variable, value),
        headers: { 'if-match': `"${now.version}"` },
      });
    },
    onSuccess: async () => {
      onFixed();
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['forecast', draft.id] }),
        queries.invalidateQueries({ queryKey: ['preview', draft.id] }),
      ]);
    },
  });
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-x-3 gap-y-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending && value.trim() !== '') save.mutate();
      }}
    >
      <div className="min-w-0 grow sm:max-w-sm">
        <TextField
          id={`fix-${variable}-${person.id}`}
          name="value"
          label={t`${label} of ${whose}`}
          autoComplete="off"
          value={value}
          onChange={setValue}
          error={save.isError ? `${errorText(save.error).title} ${errorText(save.error).remedy}` : undefined}
        />
      </div>
      <Button type="submit" large busy={save.isPending} disabled={value.trim() === ''}>
        <Trans>Save</Trans>
      </Button>
      <Link
        to="/prospects/$id"
        params={{ id: person.id }}
        className="inline-flex min-h-11 items-center text-sm text-muted underline underline-offset-2"
      >
        <Trans>Their page</Trans>
      </Link>
    </form>
  );
}
