import { Trans, useLingui } from '@lingui/react/macro';
import { Ban, CircleCheck, ShieldCheck, UserRound, UsersRound } from 'lucide-react';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../lib/use-now.ts';
import type { useList } from '../../lib/use-list.ts';
import { channelNames } from '../../lib/words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toneText } from '../../ui/status.tsx';
import { severityWords, verdictWords } from './rule-words.ts';
import type { QueueView } from './routes.ts';
import { useCallName } from '../../lib/call-name.ts';

export type Flag = Item<'GET /api/v1/compliance/flags'>;
type Props = {
  list: ReturnType<typeof useList<'GET /api/v1/compliance/flags'>>;
  rows: readonly Flag[] | undefined;
  view: QueueView;
  open: string | undefined;
  /** Undefined where nothing can be chosen. */
  chosen: ReadonlySet<string> | undefined;
  filtered: boolean;
  onOpen: (id: string) => void;
  onToggle: (id: string) => void;
  onClear: () => void;
};

export function ReviewList(props: Props) {
  const { t } = useLingui();
  const { list, rows } = props;
  return (
    <div className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
      <ListStates
        query={list}
        count={rows?.length}
        filtered={props.filtered}
        onClear={props.onClear}
        empty={<Empty view={props.view} />}
      >
        {rows ? (
          <ul aria-label={t`Flagged messages`}>
            {rows.map((row) => (
              <Row key={row.id} row={row} {...props} />
            ))}
          </ul>
        ) : (
          <div role="status" aria-label={t`Loading`} className="grid gap-3 p-4">
            {['a', 'b', 'c', 'd', 'e'].map((key) => (
              <Skeleton key={key} className="h-14" />
            ))}
          </div>
        )}
        <MoreButton query={list} />
      </ListStates>
    </div>
  );
}

function Empty({ view }: { view: QueueView }) {
  if (view === 'held')
    return (
      <EmptyState icon={ShieldCheck} title={<Trans>No message is held</Trans>}>
        <Trans>What a blocking rule stops waits here until two people let it go or one refuses it.</Trans>
      </EmptyState>
    );
  if (view === 'mine')
    return (
      <EmptyState icon={CircleCheck} title={<Trans>Nothing is assigned to you</Trans>}>
        <Trans>Take flags from those that wait with the key a.</Trans>
      </EmptyState>
    );
  if (view === 'decided')
    return (
      <EmptyState icon={ShieldCheck} title={<Trans>Nothing has been decided yet</Trans>}>
        <Trans>Verdicts stay here, each with its note and who gave it.</Trans>
      </EmptyState>
    );
  if (view === 'objected')
    return (
      <EmptyState icon={ShieldCheck} title={<Trans>Nobody objected to anything</Trans>}>
        <Trans>What compliance calls a violation or does not let go stands here, each with the reason.</Trans>
      </EmptyState>
    );
  return (
    <EmptyState icon={CircleCheck} title={<Trans>The queue is empty</Trans>}>
      <Trans>Everything a rule flagged has been looked at. New flags show up here by themselves.</Trans>
    </EmptyState>
  );
}

function Row({ row, open, chosen, onOpen, onToggle }: Props & { row: Flag }) {
  const { t, i18n } = useLingui();
  const { relative } = useFormat();
  const now = useNow(30_000);
  const severity = severityWords[row.severity];
  const Icon = severity.icon;
  const person = useCallName()(row.prospect_name);
  const rule = row.rule_name;
  const held = row.action === 'block' && row.delivery_status === 'held';
  const verdict = row.verdict ? verdictWords[row.verdict] : undefined;
  const VerdictIcon = verdict?.icon;
  const refused = row.action === 'block' && row.delivery_status === 'skipped';
  return (
    <li
      data-row={row.id}
      className={classNames(
        'flex gap-1 border-b border-line ps-3',
        row.id === open ? 'bg-accent-tint' : 'hover:bg-raised',
      )}
    >
      {chosen && (
        <span className="pt-2.5">
          <Checkbox
            bare
            label={t`Choose: ${rule}, ${person}`}
            checked={chosen.has(row.id)}
            onChange={() => onToggle(row.id)}
          />
        </span>
      )}
      <button
        type="button"
        onClick={() => onOpen(row.id)}
        aria-current={row.id === open ? true : undefined}
        className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-0.5 py-2.5 ps-1 pe-4 text-start focus-visible:-outline-offset-2"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="flex min-w-0 items-center gap-1.5">
            <Icon
              className={classNames('size-4 shrink-0', toneText[severity.tone])}
              aria-label={i18n._(severity.word)}
            />
            <span className="truncate py-px font-medium">{rule}</span>
          </span>
          <span className="tabular shrink-0 text-xs text-muted">
            {relative((Date.parse(row.flagged_at) - now) / 1000)}
          </span>
        </span>
        <span dir="auto" className="truncate py-px text-sm text-muted">
          {row.excerpt}
        </span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-muted">
          <span className="max-w-full truncate py-px">
            {person} · {channelNames[row.channel]} · {row.campaign_name ?? t`Single message`}
          </span>
          {held && (
            <span className="inline-flex items-center gap-1 font-medium text-warn">
              <UsersRound className="size-3.5" aria-hidden />
              {row.release_asked_by ? t`Held: 1 of 2` : t`Held: 0 of 2`}
            </span>
          )}
          {refused && (
            <span className="inline-flex items-center gap-1 font-medium text-danger">
              <Ban className="size-3.5" aria-hidden />
              <Trans>Not sent</Trans>
            </span>
          )}
          {verdict && VerdictIcon ? (
            <span
              className={classNames('inline-flex items-center gap-1 font-medium', toneText[verdict.tone])}
            >
              <VerdictIcon className="size-3.5" aria-hidden />
              {i18n._(verdict.word)}
            </span>
          ) : (
            row.assigned_name && (
              <span className="inline-flex items-center gap-1">
                <UserRound className="size-3.5" aria-hidden />
                {row.assigned_name}
              </span>
            )
          )}
        </span>
      </button>
    </li>
  );
}
