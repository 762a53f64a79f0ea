import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Answer, type Body, type Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { channelNames } from '../../lib/words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Switch } from '../../ui/switch.tsx';
import { panelKey } from './panel-key.ts';

type State = Item<'GET /api/v1/demo/panel'>;
const slow = 3_000;
const some = 0.3;

/** One platform: what is switched on, what it shows, and what its own ledger counts. */
export function SimulatorCard({ state: known }: { state: State }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (body: Omit<Body<'PATCH /api/v1/demo/panel'>, 'channel'>) =>
      api('PATCH /api/v1/demo/panel', { body: { channel: known.channel, ...body } }),
    // One after the other: the last press decides.
    scope: { id: `simulator-${known.channel}` },
    // A look begun before the change would bring back what was.
    onMutate: () => queries.cancelQueries({ queryKey: panelKey }),
    onSuccess: (answer) =>
      queries.setQueryData<Answer<'GET /api/v1/demo/panel'>>(
        panelKey,
        (now) => now && { items: now.items.map((one) => (one.channel === answer.channel ? answer : one)) },
      ),
  });
  // A switch moves when it is pressed, not when the platform has answered.
  const asked = change.isPending ? change.variables : undefined;
  const state = {
    ...known,
    slow_ms: asked?.slow_ms ?? known.slow_ms,
    drop_receipts: asked?.drop_receipts ?? known.drop_receipts,
    reorder_receipts: asked?.reorder_receipts ?? known.reorder_receipts,
    outage: asked?.outage ?? known.outage,
  };
  const accepted = exact(state.accepted);
  const doubled = exact(state.doubled);
  const violations = exact(state.violations);
  return (
    <Card
      id={`simulator-${state.channel}`}
      title={channelNames[state.channel]}
      note={t`Accepted ${accepted}, twice ${doubled}, limits exceeded ${violations}`}
      actions={
        state.outage && (
          <Badge tone="danger">
            <Trans>Down</Trans>
          </Badge>
        )
      }
    >
      <div className="grid gap-4">
        <Switch
          label={t`Slow`}
          hint={t`Answers take up to three seconds. Other channels must not wait for this one.`}
          checked={state.slow_ms > 0}
          onChange={(on) => change.mutate({ slow_ms: on ? slow : 0 })}
        />
        {state.channel !== 'telegram' && (
          <>
            <Switch
              label={t`Loses receipts`}
              hint={t`Three of ten receipts never come: rates stay honest about it.`}
              checked={state.drop_receipts > 0}
              onChange={(on) => change.mutate({ drop_receipts: on ? some : 0 })}
            />
            <Switch
              label={t`Mixes up the order`}
              hint={t`“Read” can come before “delivered”: no status ever moves backwards.`}
              checked={state.reorder_receipts > 0}
              onChange={(on) => change.mutate({ reorder_receipts: on ? some : 0 })}
            />
          </>
        )}
        <Switch
          label={t`Outage`}
          hint={t`Nothing is accepted. Messages wait and are tried again; none is lost.`}
          checked={state.outage}
          onChange={(on) => change.mutate({ outage: on })}
        />
        {change.error && (
          <p role="alert" className="text-danger">
            {errorText(change.error).title}
          </p>
        )}
      </div>
    </Card>
  );
}
