import { Trans, useLingui } from '@lingui/react/macro';
import { optOutWords } from '@sampark/contracts/opt-out-words.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import type { Answer } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { typedNumber } from '../../lib/typed-number.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import { ErrorSummary, type SummaryItem } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { OptOutLineCard } from './opt-out-line-card.tsx';

type Workspace = Answer<'GET /api/v1/workspace'>;
const mostInAWeek = 10_000;

type WorkspaceFormProps = {
  workspace: Workspace;
  mayWrite: boolean;
  onSaved: (workspace: Workspace) => void;
  /** Takes the newest version from the server, and drops what was typed. */
  onLoad: () => Promise<void>;
};

export function WorkspaceForm({ workspace, mayWrite, onSaved, onLoad }: WorkspaceFormProps) {
  const { t } = useLingui();
  const errorText = useErrorText();
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
  const [ending, setEnding] = useState(settings.opt_out_line.purposes);
  const [attempt, setAttempt] = useState(0);
  const [faults, setFaults] = useState<SummaryItem[]>([]);
  const words = keywords
    .split('\n')
    .map((word) => word.trim())
    .filter(Boolean);
  const marketing = typedNumber(caps.marketing);
  const coaching = typedNumber(caps.coaching);
  const save = useMutation({
    mutationFn: (weekly_caps: { marketing: number; coaching: number }) =>
      authorised<Workspace>('/api/v1/workspace', {
        method: 'PATCH',
        headers: { 'if-match': `"${workspace.version}"` },
        body: {
          name: name.trim(),
          default_country: country.trim().toUpperCase(),
          time_zone: zone,
          settings: {
            quiet_hours: quiet,
            weekly_caps,
            opt_out_keywords: words,
            opt_out_line: { purposes: ending },
          },
        },
      }),
    onSuccess: (answer) => {
      showToast(t`Saved`);
      onSaved(answer);
    },
  });
  const submit = () => {
    if (!mayWrite || save.isPending) return;
    const items: SummaryItem[] = [];
    const fault = (fieldId: string, text: string) => items.push({ fieldId, text });
    if (!name.trim() || name.trim().length > 120) fault('ws-name', t`Enter a name of at most 120 characters`);
    if (!/^[a-z]{2}$/i.test(country.trim()))
      fault('ws-country', t`Choose a country: there is none of this name`);
    if (!quiet.start) fault('ws-quiet-start', t`Enter when quiet hours begin`);
    if (!quiet.end) fault('ws-quiet-end', t`Enter when quiet hours end`);
    if (marketing === undefined || marketing > mostInAWeek)
      fault('ws-cap-marketing', t`Enter a whole number from 0 to 10,000 for marketing`);
    if (coaching === undefined || coaching > mostInAWeek)
      fault('ws-cap-coaching', t`Enter a whole number from 0 to 10,000 for coaching`);
    if (words.length > 200 || words.some((word) => word.length > 60))
      fault('ws-keywords', t`Enter at most 200 words of up to 60 letters each`);
    setFaults(items);
    setAttempt((n) => n + 1);
    if (items.length > 0 || marketing === undefined || coaching === undefined) save.reset();
    else save.mutate({ marketing, coaching });
  };
  const errorFor = (fieldId: string) => faults.find((item) => item.fieldId === fieldId)?.text;
  const conflict = save.error instanceof ApiProblem && save.error.code === 'version_conflict';
  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {faults.length > 0 && <ErrorSummary key={attempt} title={t`This cannot be saved yet`} items={faults} />}
      {save.error && (
        <ErrorSummary key={attempt} title={errorText(save.error).title}>
          <p>{errorText(save.error).remedy}</p>
          {conflict && (
            <Button className="mt-2" onClick={() => void onLoad()}>
              <Trans>Load the newest</Trans>
            </Button>
          )}
        </ErrorSummary>
      )}
      <fieldset disabled={!mayWrite} className="contents">
        <Card id="workspace" title={t`Workspace`}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              id="ws-name"
              error={errorFor('ws-name')}
              name="name"
              label={t`Name`}
              autoComplete="off"
              value={name}
              onChange={setName}
              disabled={!mayWrite}
            />
            <CodeField
              id="ws-country"
              name="country"
              kind="region"
              label={t`Country of numbers without a country code`}
              value={country}
              error={errorFor('ws-country')}
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
                error={errorFor('ws-quiet-start')}
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
                error={errorFor('ws-quiet-end')}
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
              error={errorFor('ws-cap-marketing')}
              onChange={(marketing) => setCaps({ ...caps, marketing })}
              disabled={!mayWrite}
            />
            <TextField
              id="ws-cap-coaching"
              error={errorFor('ws-cap-coaching')}
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
          note={t`The whole message has to be one of them; anything else that reads like a refusal is held for a person to look at.`}
        >
          <div className="mb-4 grid gap-1 text-sm">
            <p className="font-medium">
              <Trans>These always count, in capitals or not, with “please” or without</Trans>
            </p>
            {Object.entries(optOutWords).map(([language, words]) => (
              <p key={language} lang={language} dir="auto" className="text-muted">
                {words.join(' · ')}
              </p>
            ))}
          </div>
          <TextArea
            id="ws-keywords"
            label={t`Words of your own`}
            hint={t`One a line, in any language.`}
            rows={4}
            value={keywords}
            onChange={setKeywords}
            disabled={!mayWrite}
          />
        </Card>
        <OptOutLineCard
          chosen={ending}
          countries={settings.jurisdictions}
          disabled={!mayWrite}
          onChange={setEnding}
        />
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
