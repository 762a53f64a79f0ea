import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ApiProblem } from '../../api/problem.ts';
import { usePersonError, usePersonProblems } from './person-errors.ts';
import { refreshPerson, type Person } from './person.ts';
import { tidied } from './tidied.ts';

const fields = ['first_name', 'last_name', 'email', 'country', 'language', 'time_zone'] as const;
type Field = (typeof fields)[number];
const timeZones = Intl.supportedValuesOf('timeZone');

export function EditPersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const queries = useQueryClient();
  const errorText = usePersonError();
  const problemsOf = usePersonProblems();
  // What stood there when the window opened: only what was changed from it is sent, over whatever came in between.
  const [start] = useState(() => valuesOf(person));
  const [values, setValues] = useState(start);
  const save = useMutation({
    mutationFn: () => {
      const given = tidied(values);
      const changed = fields.filter((name) => given[name] !== start[name]);
      const body: Record<string, string | null> = {};
      for (const name of changed) body[name] = given[name] || null;
      if (body.first_name !== undefined || body.last_name !== undefined)
        body.name = [given.first_name, given.last_name].filter(Boolean).join(' ') || null;
      if (changed.length === 0) return Promise.resolve();
      // The version shown here: somebody else's change in between is refused, not overwritten.
      return authorised(`/api/v1/prospects/${person.id}`, {
        method: 'PATCH',
        body,
        headers: { 'if-match': `"${person.version}"` },
      });
    },
    onSuccess: async () => {
      await refreshPerson(queries, person.id);
      onClose();
    },
    onError: async (error) => {
      if (error instanceof ApiProblem && error.code === 'version_conflict')
        await refreshPerson(queries, person.id);
    },
  });
  const problems = problemsOf(save.error);
  const labels: Record<Field, string> = {
    first_name: t`First name`,
    last_name: t`Last name`,
    email: t`E-mail`,
    country: t`Country`,
    language: t`Language`,
    time_zone: t`Time zone`,
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Edit this person`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="primary" type="submit" form={form} busy={save.isPending}>
            <Trans>Save changes</Trans>
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate();
        }}
      >
        {save.error && (
          <div className="sm:col-span-2">
            <ErrorSummary
              key={save.failureCount}
              title={errorText(save.error).title}
              items={Object.entries(problems).map(([name, text]) => ({ fieldId: `${form}-${name}`, text }))}
            >
              {Object.keys(problems).length === 0 && errorText(save.error).remedy}
            </ErrorSummary>
          </div>
        )}
        {fields.map((name) => {
          const shared = {
            id: `${form}-${name}`,
            name,
            label: labels[name],
            value: values[name],
            error: problems[name],
            onChange: (value: string) => setValues({ ...values, [name]: value }),
          };
          if (name === 'country' || name === 'language')
            return <CodeField key={name} {...shared} kind={name === 'country' ? 'region' : 'language'} />;
          return (
            <TextField
              key={name}
              {...shared}
              autoComplete="off"
              {...(name === 'time_zone' ? { suggestions: timeZones } : {})}
            />
          );
        })}
      </form>
    </Dialog>
  );
}

function valuesOf(person: Person): Record<Field, string> {
  return Object.fromEntries(fields.map((name) => [name, person[name] ?? ''])) as Record<Field, string>;
}
