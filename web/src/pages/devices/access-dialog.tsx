import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { api, type Body } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { AccessFields, filled } from './access-fields.tsx';
import { ActionProblem } from './action-problem.tsx';
import { AddressField, addressRefused, goodAddress } from './address-field.tsx';
import { CheckResult } from './check-result.tsx';
import { needsPairing, type Account } from './device-state.ts';
import { focusFault } from './focus-fault.ts';
import type { ChannelKind } from './use-channel-kinds.ts';

/**
 * Where an account is, its settings, and new credentials. New credentials are tried before they are saved. Saved ones are
 * never shown, and go to another address only once the log says who moved them there: then it is asked after saving.
 */
export function AccessDialog(props: { account: Account; kind: ChannelKind; onClose: () => void }) {
  const { account, kind, onClose } = props;
  const { t } = useLingui();
  const id = useId();
  const queries = useQueryClient();
  const [start, setStart] = useState(() => accessOf(account));
  const [baseUrl, setBaseUrl] = useState(account.base_url);
  const [settings, setSettings] = useState<Record<string, string>>(account.settings);
  const [credentials, setCredentials] = useState<Record<string, string>>({});
  const [renewing, setRenewing] = useState(needsPairing(account) && kind.credentials.length > 0);
  const [tried, setTried] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['device', account.device_id] });
  const has = (fields: ChannelKind['settings'], values: Record<string, string>) =>
    fields.every((one) => !one.required || values[one.name]?.trim());
  const complete =
    goodAddress(baseUrl) && has(kind.settings, settings) && (!renewing || has(kind.credentials, credentials));
  // Nothing secret is kept: all of it can be tried before it is saved.
  const whole = renewing || kind.credentials.length === 0;
  const ask = useMutation({
    mutationFn: async () =>
      whole
        ? api('POST /api/v1/accounts/check', {
            body: {
              ...{ channel: account.channel, address: account.address, base_url: baseUrl.trim() },
              ...{ credentials: filled(credentials), settings: filled(settings) },
            },
          })
        : undefined,
    onSuccess: (found) => {
      if (found?.health !== 'offline') save.mutate();
    },
  });
  const save = useMutation({
    mutationFn: async () => {
      const reason = t`New credentials were entered.`;
      const body: Body<'PATCH /api/v1/accounts/{id}'> = {
        ...(baseUrl.trim() === start.base_url ? {} : { base_url: baseUrl.trim() }),
        ...(same(filled(settings), start.settings) ? {} : { settings: filled(settings) }),
        ...(renewing ? { credentials: filled(credentials) } : {}),
        ...(renewing && needsPairing(account) ? { release_hold: reason } : {}),
      };
      // The version shown here: somebody else's change in between is refused, not overwritten.
      if (Object.keys(body).length > 0) {
        const headers = { 'if-match': `"${start.access_version}"` };
        const path = `/api/v1/accounts/${account.id}`;
        setStart(accessOf(await authorised<Account>(path, { method: 'PATCH', body, headers })));
      }
      return whole ? undefined : api('POST /api/v1/accounts/{id}/check', { path: { id: account.id } });
    },
    onSuccess: async (found) => {
      await refresh();
      if (found?.health === 'offline') return;
      showToast(t`Access saved`);
      onClose();
    },
    onError: async (error) => {
      if (!(error instanceof ApiProblem && error.code === 'version_conflict')) return;
      // Theirs becomes what the next save is based on; what was typed stays.
      const device = await api('GET /api/v1/devices/{id}', { path: { id: account.device_id } });
      const newest = device.accounts.find((one) => one.id === account.id);
      if (newest) setStart(accessOf(newest));
      await refresh();
    },
  });
  // A change makes the answers ones about something else.
  const edited =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      ask.reset();
      save.reset();
      set(value);
    };
  const failed = ask.error ?? save.error;
  const refused = addressRefused(failed);
  const busy = ask.isPending || save.isPending;
  const conflict = save.error instanceof ApiProblem && save.error.code === 'version_conflict';
  const offline = [ask.data, save.data].find((one) => one?.health === 'offline');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Address and access of ${account.display_name}`}
      description={<Trans>Where this server reaches the account, and what it proves itself with.</Trans>}
      footer={
        <>
          {ask.data?.health === 'offline' && (
            <Button busy={save.isPending} onClick={() => save.mutate()}>
              <Trans>Save all the same</Trans>
            </Button>
          )}
          <Button kind="primary" type="submit" form={id} busy={busy}>
            {whole ? <Trans>Check and save</Trans> : <Trans>Save and check</Trans>}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          save.reset();
          if (!complete) focusFault(event.currentTarget);
          else if (!busy) ask.mutate();
        }}
      >
        {conflict ? (
          <p role="alert" className="rounded-md bg-danger-tint px-3 py-2 text-danger">
            <strong className="font-semibold">
              <Trans>Somebody changed this access in the meantime.</Trans>
            </strong>{' '}
            <Trans>Its address is now {start.base_url}. Look over what you entered and save again.</Trans>
          </p>
        ) : (
          failed && !refused && <ActionProblem error={failed} />
        )}
        {offline && !busy && (
          <>
            <CheckResult check={offline} />
            <p className="text-muted">
              {offline === ask.data ? (
                <Trans>Nothing was saved.</Trans>
              ) : (
                <Trans>It is saved. Correct what is wrong and save again, or check once more later.</Trans>
              )}
            </p>
          </>
        )}
        <AddressField
          id={`${id}-url`}
          value={baseUrl}
          usual={kind.base_url}
          onChange={edited(setBaseUrl)}
          tried={tried}
          refused={refused}
        />
        <AccessFields
          id={id}
          fields={kind.settings}
          values={settings}
          onChange={edited(setSettings)}
          tried={tried}
        />
        {kind.credentials.length > 0 && (
          <fieldset className="grid gap-4 border-t border-line pt-4">
            <legend className="sr-only">
              <Trans>Credentials</Trans>
            </legend>
            {renewing ? (
              <>
                <p className="text-muted">
                  <Trans>
                    Enter all of them again. What is saved now is never shown; it is replaced when you save.
                  </Trans>
                </p>
                <AccessFields
                  id={id}
                  fields={kind.credentials}
                  values={credentials}
                  onChange={edited(setCredentials)}
                  tried={tried}
                />
                <Button
                  kind="quiet"
                  className="justify-self-start"
                  onClick={() => {
                    setRenewing(false);
                    setCredentials({});
                    setTried(false);
                  }}
                >
                  <Trans>Keep the saved ones</Trans>
                </Button>
              </>
            ) : (
              <>
                <p className="text-muted">
                  <Trans>The saved credentials are kept; they are never shown.</Trans>
                </p>
                <Button className="justify-self-start" onClick={() => setRenewing(true)}>
                  <Trans>Enter new credentials</Trans>
                </Button>
              </>
            )}
          </fieldset>
        )}
      </form>
    </Dialog>
  );
}

const accessOf = ({ base_url, settings, access_version }: Account) => ({
  base_url,
  settings,
  access_version,
});

function same(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
