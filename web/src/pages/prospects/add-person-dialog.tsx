import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import type { CodeKind } from '../../i18n/region-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { usePersonError, usePersonProblems } from './person-errors.ts';
import { tidied } from './tidied.ts';

const empty = { phone_number: '', first_name: '', last_name: '', email: '', country: '', language: '' };
type Field = keyof typeof empty;

/** One person by hand. Without consent on record nobody writes to them; that is said before and after. */
export function AddPersonDialog(props: { onClose: () => void; onAdded: (id: string) => void }) {
  const { t } = useLingui();
  const form = useId();
  const errorText = usePersonError();
  const problemsOf = usePersonProblems();
  const queries = useQueryClient();
  const [values, setValues] = useState(empty);
  const add = useMutation({
    mutationFn: () => {
      const { phone_number, ...rest } = tidied(values);
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
      return api('POST /api/v1/prospects', { body: { phone_number, ...given } });
    },
    onSuccess: async (person) => {
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/prospects'] });
      props.onAdded(person.id);
    },
  });
  const problems = problemsOf(add.error);
  const labels: Record<Field, string> = {
    phone_number: t`Phone`,
    first_name: t`First name`,
    last_name: t`Last name`,
    email: t`E-mail`,
    country: t`Country`,
    language: t`Language`,
  };
  const field = (name: Field, more: { hint?: string; required?: boolean; inputMode?: 'tel' } = {}) => (
    <TextField
      id={`${form}-${name}`}
      name={name}
      label={labels[name]}
      autoComplete="off"
      value={values[name]}
      error={problems[name]}
      onChange={(value) => setValues({ ...values, [name]: value })}
      {...more}
    />
  );
  const code = (name: Field, kind: CodeKind) => (
    <CodeField
      id={`${form}-${name}`}
      name={name}
      kind={kind}
      label={labels[name]}
      value={values[name]}
      error={problems[name]}
      onChange={(value) => setValues({ ...values, [name]: value })}
    />
  );
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t`Add a person`}
      description={<Trans>Nobody writes to them until a consent is on record.</Trans>}
      footer={
        <>
          <Button onClick={props.onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="primary" type="submit" form={form} busy={add.isPending}>
            <Trans>Add person</Trans>
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!add.isPending) add.mutate();
        }}
      >
        {add.error && (
          <ErrorSummary
            key={add.failureCount}
            title={errorText(add.error).title}
            items={Object.entries(problems).map(([name, text]) => ({ fieldId: `${form}-${name}`, text }))}
          >
            {Object.keys(problems).length === 0 && errorText(add.error).remedy}
          </ErrorSummary>
        )}
        {field('phone_number', {
          hint: t`Any way it is written; the workspace’s country is assumed without a country code.`,
          required: true,
          inputMode: 'tel',
        })}
        <div className="grid gap-4 sm:grid-cols-2">
          {field('first_name')}
          {field('last_name')}
        </div>
        {field('email')}
        <div className="grid gap-4 sm:grid-cols-2">
          {code('country', 'region')}
          {code('language', 'language')}
        </div>
      </form>
    </Dialog>
  );
}
