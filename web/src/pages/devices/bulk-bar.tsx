import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { consequencesOf } from './bulk-consequences.ts';
import type { FleetDevice } from './device-state.ts';

/** The most one request takes. */
const atOnce = 2_000;

/** What can be done with the senders selected; it says before what that means. */
export function BulkBar(props: {
  devices: readonly FleetDevice[];
  chosen: ReadonlySet<string>;
  onClear: () => void;
}) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'on' | 'off'>();
  const some = props.devices.filter((one) => props.chosen.has(one.id));
  const found = consequencesOf(props.devices, props.chosen);
  const change = async (maintenance: boolean) => {
    const ids = some.map((one) => one.id);
    let changed = 0;
    for (let at = 0; at < ids.length; at += atOnce)
      changed += (
        await api('POST /api/v1/devices/bulk', { body: { ids: ids.slice(at, at + atOnce), maintenance } })
      ).changed;
    await queries.invalidateQueries({ queryKey: ['devices'] });
    props.onClear();
    showToast(
      maintenance
        ? plural(changed, { one: '# sender is in maintenance', other: '# senders are in maintenance' })
        : plural(changed, { one: '# sender takes messages again', other: '# senders take messages again' }),
    );
  };
  const count = some.length;
  return (
    <div
      role="region"
      aria-label={t`Selected senders`}
      className="sticky bottom-16 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 shadow-overlay lg:bottom-4"
    >
      <p role="status" className="tabular pe-2 font-medium">
        <Plural value={count} one="# sender selected" other="# senders selected" />
      </p>
      <Button
        icon={<Wrench className="size-4" aria-hidden />}
        disabled={found.toPause === 0}
        onClick={() => setAsked('on')}
      >
        <Trans>Into maintenance</Trans>
      </Button>
      <Button disabled={found.toResume === 0} onClick={() => setAsked('off')}>
        <Trans>Out of maintenance</Trans>
      </Button>
      <Button kind="quiet" onClick={props.onClear}>
        <Trans>Clear selection</Trans>
      </Button>
      <ConfirmDialog
        open={asked === 'on'}
        onClose={() => setAsked(undefined)}
        title={plural(found.toPause, {
          one: 'Take # sender into maintenance?',
          other: 'Take # senders into maintenance?',
        })}
        action={t`Take into maintenance`}
        danger={found.emptied.length > 0}
        consequences={[
          <Plural
            value={found.toPause}
            one="# sender gets no new messages from now on."
            other="# senders get no new messages from now on."
          />,
          found.underWay > 0 && (
            <Plural
              value={found.underWay}
              one="# message under way is finished first; the list shows it as draining."
              other="# messages under way are finished first; the list shows them as draining."
            />
          ),
          found.already > 0 && (
            <Plural
              value={found.already}
              one="# of those selected is in maintenance already."
              other="# of those selected are in maintenance already."
            />
          ),
          <Trans>Their people are served by others of the same channel meanwhile.</Trans>,
          ...found.emptied.map((channel) => (
            <strong key={channel} className="font-semibold text-danger">
              <Trans>No sender is left on {channelNames[channel]}: messages of this channel wait.</Trans>
            </strong>
          )),
        ].filter(Boolean)}
        onConfirm={() => change(true)}
      />
      <ConfirmDialog
        open={asked === 'off'}
        onClose={() => setAsked(undefined)}
        title={plural(found.toResume, {
          one: 'Take # sender out of maintenance?',
          other: 'Take # senders out of maintenance?',
        })}
        action={t`Take out of maintenance`}
        consequences={[
          <Plural
            value={found.toResume}
            one="# sender takes messages again at once."
            other="# senders take messages again at once."
          />,
          found.unwell > 0 && (
            <Plural
              value={found.unwell}
              one="# of them is not well and gets fewer messages or none until it is."
              other="# of them are not well and get fewer messages or none until they are."
            />
          ),
        ].filter(Boolean)}
        onConfirm={() => change(false)}
      />
    </div>
  );
}
