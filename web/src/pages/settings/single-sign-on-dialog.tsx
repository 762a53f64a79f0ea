import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import { useState } from 'react';
import { api, type Answer } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { roleWords } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyText } from '../../ui/error-state.tsx';
import { ErrorSummary, type SummaryItem } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CheckResult } from './single-sign-on-check.tsx';

type Settings = Answer<'GET /api/v1/workspace/single-sign-on'>;
const newcomers = ['nobody', 'standard', 'compliance'] as const;
/** Fields of the request, and where they stand here. */
const fields = {
  'body.issuer': 'sso-issuer',
  'body.client_id': 'sso-client',
  'body.client_secret': 'sso-secret',
  'body.domains': 'sso-domains',
} as const;

export function SingleSignOnDialog(props: {
  settings: Settings;
  onClose: () => void;
  onSaved: (next: Settings) => void;
}) {
  const { t, i18n } = useLingui();
  const { provider, redirect_uri, signed_out_uri } = props.settings;
  const errorText = useErrorText();
  const [issuer, setIssuer] = useState(provider?.issuer ?? '');
  const [clientId, setClientId] = useState(provider?.client_id ?? '');
  const [secret, setSecret] = useState('');
  const [domains, setDomains] = useState(provider?.domains.join(', ') ?? '');
  const [newcomer, setNewcomer] = useState<(typeof newcomers)[number]>(provider?.default_role ?? 'nobody');
  const [enabled, setEnabled] = useState(provider?.enabled ?? true);
  const [passwords, setPasswords] = useState(provider?.password_allowed ?? true);
  const [acr, setAcr] = useState(provider?.two_step_acr ?? '');
  const [missing, setMissing] = useState<SummaryItem[]>([]);
  const [attempt, setAttempt] = useState(0);

  const access = () => ({
    ...{ issuer: issuer.trim(), client_id: clientId.trim() },
    ...(secret === '' ? {} : { client_secret: secret }),
  });
  const check = useMutation({
    mutationFn: () => api('POST /api/v1/workspace/single-sign-on/check', { body: access() }),
  });
  const save = useMutation({
    mutationFn: () =>
      api('PUT /api/v1/workspace/single-sign-on', {
        body: {
          ...access(),
          ...{ domains: [...new Set(words(domains))], enabled, password_allowed: passwords },
          ...{ default_role: newcomer === 'nobody' ? null : newcomer, two_step_acr: acr.trim() || null },
        },
      }),
    onSuccess: props.onSaved,
  });
  const begin = (work: { mutate: () => void }, needsDomains: boolean) => {
    const items: SummaryItem[] = [];
    if (!issuer.trim()) items.push({ fieldId: 'sso-issuer', text: t`Enter the issuer` });
    if (!clientId.trim()) items.push({ fieldId: 'sso-client', text: t`Enter the client ID` });
    if (!secret && !provider) items.push({ fieldId: 'sso-secret', text: t`Enter the client secret` });
    if (needsDomains && words(domains).length === 0)
      items.push({ fieldId: 'sso-domains', text: t`Enter at least one e-mail domain` });
    setMissing(items);
    setAttempt((n) => n + 1);
    check.reset();
    save.reset();
    if (items.length === 0) work.mutate();
  };
  const error = save.error ?? check.error;
  const refused = error && errorText(error);
  const problem = error instanceof ApiProblem ? error : undefined;
  const place = (Object.keys(fields) as (keyof typeof fields)[]).find(
    (name) => problem?.field === name || problem?.fieldErrors.some((one) => one.field.startsWith(name)),
  );
  const refusedItems = place && refused ? [{ fieldId: fields[place], text: refused.remedy }] : [];
  const errorFor = (id: string) => [...missing, ...refusedItems].find((one) => one.fieldId === id)?.text;

  return (
    <Dialog
      open
      wide
      onClose={props.onClose}
      title={provider ? t`Change single sign-on` : t`Set up single sign-on`}
      description={t`Register Sampark at your provider as a web application with a secret, and give it these two addresses.`}
      footer={
        <>
          <Button
            icon={<PlugZap className="size-4" aria-hidden />}
            busy={check.isPending}
            onClick={() => begin(check, false)}
          >
            <Trans>Check connection</Trans>
          </Button>
          <Button kind="primary" type="submit" form="single-sign-on-form" busy={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form
        id="single-sign-on-form"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) begin(save, true);
        }}
      >
        {missing.length > 0 && (
          <ErrorSummary key={attempt} title={t`Something is still missing`} items={missing} />
        )}
        {refused && (
          <ErrorSummary key={attempt} title={refused.title} items={refusedItems}>
            {refusedItems.length === 0 && refused.remedy}
          </ErrorSummary>
        )}
        {check.data && <CheckResult result={check.data} />}
        <div className="grid justify-items-start">
          <CopyText label={t`Redirect address:`} text={redirect_uri} />
          <CopyText label={t`After signing out:`} text={signed_out_uri} />
        </div>
        <TextField
          id="sso-issuer"
          name="issuer"
          type="url"
          label={t`Issuer`}
          hint={t`Such as https://login.example.com, exactly as your provider calls it.`}
          autoComplete="off"
          value={issuer}
          error={errorFor('sso-issuer')}
          onChange={setIssuer}
        />
        <TextField
          id="sso-client"
          name="client-id"
          label={t`Client ID`}
          autoComplete="off"
          value={clientId}
          error={errorFor('sso-client')}
          onChange={setClientId}
        />
        <TextField
          id="sso-secret"
          name="client-secret"
          type="password"
          label={t`Client secret`}
          hint={
            provider
              ? t`One is kept and never shown. Leave this empty to keep it; a new issuer or client ID needs a new one.`
              : t`It is kept sealed and never shown again.`
          }
          autoComplete="off"
          value={secret}
          error={errorFor('sso-secret')}
          onChange={setSecret}
        />
        <TextField
          id="sso-domains"
          name="domains"
          label={t`E-mail domains`}
          hint={t`Separated by commas. Only addresses of these domains come in this way.`}
          autoComplete="off"
          value={domains}
          error={errorFor('sso-domains')}
          onChange={setDomains}
        />
        <SelectField
          id="sso-newcomers"
          label={t`Who comes in without an invitation`}
          hint={t`Invited people are known by the e-mail address their provider has verified.`}
          value={newcomer}
          items={newcomers.map((value) => ({
            value,
            label:
              value === 'nobody'
                ? t`Nobody: only invited people`
                : t`Everybody of these domains, as ${i18n._(roleWords[value].name)}`,
          }))}
          onChange={setNewcomer}
        />
        <TextField
          id="sso-acr"
          name="acr"
          label={t`The provider’s word for two steps (acr)`}
          hint={t`Leave it empty if you do not know it. Our second step is not asked for when the provider says this word, or “mfa”.`}
          autoComplete="off"
          value={acr}
          onChange={setAcr}
        />
        <Switch label={t`Single sign-on is on`} checked={enabled} onChange={setEnabled} />
        <Switch
          label={t`Passwords may be used, too`}
          hint={t`Switched off, people of these domains come in through the provider only. Administrators keep their password, so that nobody is locked out.`}
          checked={passwords}
          onChange={setPasswords}
        />
      </form>
    </Dialog>
  );
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((one) => one.replace(/^@/, ''))
    .filter((one) => one !== '');
}
