import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ReadersOnly } from './readers-only.tsx';

const route = getRouteApi('/app/campaigns/new');

/** A name is all a draft needs; from then on everything is kept as it is typed. */
export function NewCampaignPage() {
  const { t } = useLingui();
  useTitle(t`New campaign`);
  const user = useUser();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { import_id, prospect_id, segment_id } = route.useSearch();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () =>
      api('POST /api/v1/campaigns', {
        body: {
          name: name.trim(),
          ...(import_id ? { target_segment: { import_id } } : {}),
          ...(segment_id ? { target_segment: { segment_id } } : {}),
          ...(prospect_id ? { prospect_ids: [prospect_id] } : {}),
        },
      }),
    onSuccess: (made) => navigate({ to: '/campaigns/$id/edit', params: { id: made.id }, replace: true }),
  });
  if (user?.role === 'compliance') return <ReadersOnly />;
  const problems = fieldProblems(create.error);
  return (
    <div className="mx-auto grid w-full max-w-[640px] gap-5">
      <PageHeader
        title={<Trans>New campaign</Trans>}
        note={<Trans>Nothing goes out until you have seen exactly who gets it and pressed the button.</Trans>}
      />
      <Panel className="p-5">
        <form
          className="grid gap-5"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() && !create.isPending) create.mutate();
          }}
        >
          {create.error && (
            <ErrorSummary
              key={create.failureCount}
              title={errorText(create.error).title}
              items={Object.values(problems).map((text) => ({ fieldId: 'name', text }))}
            >
              {Object.keys(problems).length === 0 && errorText(create.error).remedy}
            </ErrorSummary>
          )}
          <TextField
            id="name"
            name="name"
            label={t`What is it called?`}
            hint={t`Only your colleagues see this name.`}
            placeholder={t`Portfolio review, December`}
            autoComplete="off"
            value={name}
            error={problems['name']}
            onChange={setName}
          />
          <div className="flex justify-end">
            <Button kind="primary" large type="submit" busy={create.isPending} disabled={!name.trim()}>
              <Trans>Choose the audience</Trans>
            </Button>
          </div>
        </form>
      </Panel>
    </div>
  );
}
