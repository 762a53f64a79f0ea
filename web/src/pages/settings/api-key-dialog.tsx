import { Trans, useLingui } from '@lingui/react/macro';
import { scopes, type Scope } from '@sampark/contracts/api-keys.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyText } from '../../ui/error-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useScopeWords } from './scope-words.ts';

const spans = ['30', '90', '365'] as const;

/** Makes a key and shows it this once. */
export function ApiKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const words = useScopeWords();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [days, setDays] = useState<(typeof spans)[number]>('90');
  const spanNames = { '30': t`30 days`, '90': t`90 days`, '365': t`One year` };
  const make = useMutation({
    mutationFn: () =>
      api('POST /api/v1/api-keys', { body: { name: name.trim(), scopes: [...chosen], days: Number(days) } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/v1/api-keys'] }),
  });
  const ready = name.trim() !== '' && chosen.length > 0;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Make an API key`}
      footer={
        make.data ? (
          <Button kind="primary" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        ) : (
          <Button kind="primary" type="submit" form="api-key" busy={make.isPending} disabled={!ready}>
            <Trans>Make the key</Trans>
          </Button>
        )
      }
    >
      {make.data ? (
        <div className="grid gap-2">
          <p>
            <Trans>Copy the key to where the program keeps its secrets. It is shown only now.</Trans>
          </p>
          <CopyText label={t`Key`} text={make.data.key} />
        </div>
      ) : (
        <form
          id="api-key"
          className="grid gap-4"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !make.isPending) make.mutate();
          }}
        >
          {make.error && (
            <ErrorSummary key={make.failureCount} title={errorText(make.error).title} items={[]}>
              {errorText(make.error).remedy}
            </ErrorSummary>
          )}
          <TextField
            id="api-key-name"
            name="name"
            label={t`What it is for`}
            autoComplete="off"
            value={name}
            onChange={setName}
          />
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 font-medium">
              <Trans>What it may do</Trans>
            </legend>
            {scopes.map((scope) => (
              <Checkbox
                key={scope}
                label={words[scope]}
                checked={chosen.includes(scope)}
                onChange={(on) =>
                  setChosen(scopes.filter((one) => (one === scope ? on : chosen.includes(one))))
                }
              />
            ))}
          </fieldset>
          <SelectField
            id="api-key-days"
            label={t`Ends after`}
            value={days}
            items={spans.map((value) => ({ value, label: spanNames[value] }))}
            onChange={setDays}
          />
        </form>
      )}
    </Dialog>
  );
}
