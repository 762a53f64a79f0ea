import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ActionProblem } from './action-problem.tsx';
import type { Device } from './device-state.ts';

/** On and off at once; while sends are under way it says how many. */
export function MaintenanceCard({ device, admin }: { device: Device; admin: boolean }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (maintenance: boolean) =>
      api('PATCH /api/v1/devices/{id}', { path: { id: device.id }, body: { maintenance } }),
    onSuccess: async (answer) => {
      queries.setQueryData(['device', device.id], answer);
      await queries.invalidateQueries({ queryKey: ['devices'] });
    },
  });
  if (!admin && !device.maintenance) return null;
  return (
    <Card id="maintenance" title={t`Maintenance`}>
      <div className="grid gap-3">
        {admin && (
          <Switch
            label={t`In maintenance`}
            hint={t`It gets no new messages; what is under way is finished. Its people are served by others where that is allowed.`}
            checked={device.maintenance}
            disabled={change.isPending}
            onChange={(on) => change.mutate(on)}
          />
        )}
        {device.maintenance && (
          <p role="status" className="font-medium">
            {device.draining ? (
              <Plural
                value={device.in_flight}
                one="Draining: # message under way"
                other="Draining: # messages under way"
              />
            ) : (
              <Trans>Drained: nothing is under way.</Trans>
            )}
          </p>
        )}
        {change.error && <ActionProblem error={change.error} />}
      </div>
    </Card>
  );
}
