import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ActionProblem } from './action-problem.tsx';
import { CopyLine } from './copy-line.tsx';
import type { Device } from './device-state.ts';
import { useReportFacts } from './report-facts.tsx';

/** The device's own reporter: what it said last, and the token it proves itself with. */
export function AgentCard({ device, admin }: { device: Device; admin: boolean }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'replace' | 'revoke'>();
  const [token, setToken] = useState<string>();
  const facts = useReportFacts(device.agent);
  const refresh = () => queries.invalidateQueries({ queryKey: ['device', device.id] });
  const path = { id: device.id };
  const make = useMutation({
    mutationFn: () => api('POST /api/v1/devices/{id}/agent-token', { path }),
    onSuccess: async (made) => {
      setToken(made.token);
      await refresh();
    },
  });
  const revoke = async () => {
    await api('DELETE /api/v1/devices/{id}/agent-token', { path });
    await refresh();
  };
  const has = device.agent?.token_made_at != null;
  const { name } = device;
  return (
    <Card
      id="agent"
      title={t`Its agent`}
      note={<Trans>A small program beside the device that reports battery, network and apps.</Trans>}
    >
      <div className="grid gap-4">
        {facts.length > 0 ? (
          <Facts items={facts} />
        ) : (
          <p className="text-muted">
            {has ? <Trans>It has not reported yet.</Trans> : <Trans>No agent reports for this device.</Trans>}
          </p>
        )}
        {device.agent?.token_made_at && (
          <p className="text-sm text-muted">
            <Trans>Token made</Trans> <Ago at={device.agent.token_made_at} />
          </p>
        )}
        {make.error && <ActionProblem error={make.error} />}
        {admin && (
          <div className="flex flex-wrap gap-2">
            {has ? (
              <>
                <Button onClick={() => setAsked('replace')}>
                  <Trans>Replace the token</Trans>
                </Button>
                <Button kind="danger" onClick={() => setAsked('revoke')}>
                  <Trans>Revoke the token</Trans>
                </Button>
              </>
            ) : (
              <Button busy={make.isPending} onClick={() => make.mutate()}>
                <Trans>Make a token</Trans>
              </Button>
            )}
          </div>
        )}
      </div>
      <ConfirmDialog
        open={asked === 'replace'}
        onClose={() => setAsked(undefined)}
        title={t`Replace the token of ${name}?`}
        action={t`Replace token`}
        consequences={[
          <Trans>The token in use stops working at once.</Trans>,
          <Trans>
            Until the agent has the new one, its reports are refused and the device may be called offline.
          </Trans>,
        ]}
        onConfirm={() => make.mutateAsync()}
      />
      <ConfirmDialog
        open={asked === 'revoke'}
        onClose={() => setAsked(undefined)}
        title={t`Revoke the token of ${name}?`}
        action={t`Revoke token`}
        danger
        consequences={[
          <Trans>The agent’s reports are refused from now on.</Trans>,
          <Trans>The device is then judged by what it sends and by what its platforms answer.</Trans>,
        ]}
        onConfirm={revoke}
      />
      <Dialog
        open={token !== undefined}
        onClose={() => setToken(undefined)}
        wide
        title={t`The token of ${name}`}
        description={<Trans>It is shown this once: only its fingerprint is kept.</Trans>}
        footer={
          <Button kind="primary" onClick={() => setToken(undefined)}>
            <Trans>I have kept it</Trans>
          </Button>
        }
      >
        {token !== undefined && <HowToRun token={token} deviceId={device.id} />}
      </Dialog>
    </Card>
  );
}

function HowToRun({ token, deviceId }: { token: string; deviceId: string }) {
  const { t } = useLingui();
  const file = 'agent-token';
  const command = `./sampark agent --server ${window.location.origin} --device ${deviceId} --token-file ${file}`;
  return (
    <ol className="grid list-decimal gap-4 ps-5 marker:text-muted">
      <li>
        <div className="grid gap-2">
          <p>
            <Trans>
              Save this token in a file that only the agent can read, named <code data-copy>{file}</code>:
            </Trans>
          </p>
          <CopyLine label={t`Token`} value={token} shown={false} />
        </div>
      </li>
      <li>
        <div className="grid gap-2">
          <p>
            <Trans>Run the reference agent there; it takes one report a line on its standard input:</Trans>
          </p>
          <CopyLine label={t`Command`} value={command} shown={false} />
        </div>
      </li>
      <li>
        <div className="grid gap-2">
          <p>
            <Trans>Any device management can feed it. To try it once:</Trans>
          </p>
          <CopyLine
            label={t`Command to try it`}
            value={`echo '{"version":1,"battery":84,"charging":true,"network":"wifi"}' | ${command}`}
            shown={false}
          />
        </div>
      </li>
    </ol>
  );
}
