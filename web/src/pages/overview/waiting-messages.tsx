import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useList } from '../../lib/use-list.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useCallName } from '../../lib/call-name.ts';

/** Whose messages wait for somebody; each leads to the person, where it can be settled. Loaded with the first opening. */
export function WaitingMessages({ status, onClose }: { status: 'unknown' | 'held'; onClose: () => void }) {
  const { t } = useLingui();
  const callName = useCallName();
  const list = useList('GET /api/v1/messages', { query: { status } });
  return (
    <Dialog
      open
      side
      onClose={onClose}
      title={status === 'unknown' ? t`May or may not have gone out` : t`Held messages`}
      description={
        status === 'unknown' && (
          <Trans>Open the person and look whether they answered, or ask them on another channel.</Trans>
        )
      }
    >
      <ListStates
        query={list}
        count={list.rows?.length}
        filtered={false}
        onClear={() => {}}
        empty={
          <EmptyState icon={CircleCheck} title={<Trans>None are left</Trans>}>
            <Trans>Late receipts or a colleague settled them.</Trans>
          </EmptyState>
        }
      >
        {list.rows ? (
          <ul className="divide-y divide-line">
            {list.rows.map((one) => (
              <li key={one.id} className="py-2.5">
                <Link
                  to="/prospects/$id"
                  params={{ id: one.prospect_id }}
                  className="inline-flex min-h-6 items-center font-medium underline underline-offset-2"
                  dir="auto"
                >
                  {callName(one.prospect_name)}
                </Link>
                <p className="text-sm text-muted">
                  {channelNames[one.platform]} · <Ago at={one.created_at} />
                </p>
              </li>
            ))}
          </ul>
        ) : (
          <Skeleton className="h-40" />
        )}
        <MoreButton query={list} />
      </ListStates>
    </Dialog>
  );
}
