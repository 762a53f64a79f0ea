import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { api, type Answer } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

type Workspace = Answer<'GET /api/v1/workspace'>;
const key = ['workspace'];

export function WorkspaceSection({ mayWrite }: { mayWrite: boolean }) {
  const workspace = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/workspace', { signal }),
  });
  if (workspace.data)
    return <Form key={workspace.data.version} workspace={workspace.data} mayWrite={mayWrite} />;
  if (workspace.isError)
    return (
      <ErrorState
        error={workspace.error}
        retrying={workspace.isFetching}
        onRetry={() => void workspace.refetch()}
      />
    );
  return <Skeleton className="h-96" />;
}

function Form({ workspace, mayWrite }: { workspace: Workspace; mayWrite: boolean }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const { settings } = workspace;
  const [name, setName] = useState(workspace.name);
  const [country, setCountry] = useState(workspace.default_country);
  const [zone, setZone] = useState(workspace.time_zone);
  const [quiet, setQuiet] = useState(settings.quiet_hours);
  const [caps, setCaps] = useState({
    marketing: String(settings.weekly_caps.marketing),
    coaching: String(settings.weekly_caps.coaching),
  });
  const [keywords, setKeywords] = useState(settings.opt_out_keywords.join('\n'));
  const save = useMutation({
    mutationFn: () =>
      authorised<Workspace>('/api/v1/workspace', {
        method: 'PATCH',
        headers: { 'if-match': `"${workspace.version}"` },
        body: {
          name: name.trim(),
          default_country: country.trim().toUpperCase(),
          time_zone: zone,
          settings: {
            quiet_hours: quiet,
            weekly_caps: { marketing: Number(caps.marketing), coaching: Number(caps.coaching) },
            opt_out_keywords: keywords
              .split('\n')
              .map((word) => word.trim())
              .filter(Boolean),
          },
        },
      }),
    onSuccess: (answer) => {
      queries.setQueryData(key, answer);
      showToast(t`Saved`);
    },
  });
  const problems = fieldProblems(save.error);
  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (mayWrite && !save.isPending) save.mutate();
      }}
    >
      {save.error && (
        <ErrorSummary key={save.failureCount} title={errorText(save.error).title}>
          {Object.values(problems).join('. ') || errorText(save.error).remedy}
        </ErrorSummary>
      )}
      <fieldset disabled={!mayWrite} className="contents">
        <Card id="workspace" title={t`Workspace`}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              id="ws-name"
              name="name"
              label={t`Name`}
              autoComplete="off"
              value={name}
              onChange={setName}
              disabled={!mayWrite}
            />
            <TextField
              id="ws-country"
              name="country"
              label={t`Country of numbers without a country code`}
              autoComplete="off"
              value={country}
              error={problems['default_country']}
              onChange={setCountry}
              disabled={!mayWrite}
            />
            <SelectField
              id="ws-zone"
              label={t`Time zone`}
              value={zone}
              disabled={!mayWrite}
              items={[...new Set([zone, ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
                value,
                label: value.replaceAll('_', ' '),
              }))}
              onChange={setZone}
            />
          </div>
        </Card>
        <Card
          id="quiet"
          title={t`Quiet hours`}
          note={t`Nothing is sent then where the person lives. Answers to somebody who just wrote still go.`}
        >
          <div className="grid gap-4">
            <Switch
              label={t`Keep quiet hours`}
              checked={quiet.enabled}
              disabled={!mayWrite}
              onChange={(enabled) => setQuiet({ ...quiet, enabled })}
            />
            <div className="grid grid-cols-2 gap-4">
              <TextField
                id="ws-quiet-start"
                name="quiet-start"
                type="time"
                label={t`From`}
                autoComplete="off"
                value={quiet.start}
                onChange={(start) => setQuiet({ ...quiet, start })}
                disabled={!mayWrite}
              />
              <TextField
                id="ws-quiet-end"
                name="quiet-end"
                type="time"
                label={t`Until`}
                autoComplete="off"
                value={quiet.end}
                onChange={(end) => setQuiet({ ...quiet, end })}
                disabled={!mayWrite}
              />
            </div>
          </div>
        </Card>
        <Card
          id="caps"
          title={t`Most messages to one person in a week`}
          note={t`Counted over every campaign.`}
        >
          <div className="grid grid-cols-2 gap-4">
            <TextField
              id="ws-cap-marketing"
              name="cap-marketing"
              inputMode="numeric"
              label={t`Marketing`}
              autoComplete="off"
              value={caps.marketing}
              error={problems['settings.weekly_caps.marketing']}
              onChange={(marketing) => setCaps({ ...caps, marketing })}
              disabled={!mayWrite}
            />
            <TextField
              id="ws-cap-coaching"
              name="cap-coaching"
              inputMode="numeric"
              label={t`Coaching`}
              autoComplete="off"
              value={caps.coaching}
              onChange={(coaching) => setCaps({ ...caps, coaching })}
              disabled={!mayWrite}
            />
          </div>
        </Card>
        <Card
          id="keywords"
          title={t`Words that stop messages`}
          note={t`One a line, in any language. The whole message has to be one of them; anything else that reads like a refusal is held for a person to look at.`}
        >
          <TextArea
            id="ws-keywords"
            label={t`Words`}
            rows={8}
            value={keywords}
            onChange={setKeywords}
            disabled={!mayWrite}
          />
        </Card>
      </fieldset>
      {mayWrite ? (
        <div className="flex justify-end">
          <Button kind="primary" large type="submit" busy={save.isPending}>
            <Trans>Save changes</Trans>
          </Button>
        </div>
      ) : (
        <p className="text-muted">
          <Trans>An administrator can change these.</Trans>
        </p>
      )}
    </form>
  );
}
