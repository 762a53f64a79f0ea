import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { useState } from 'react';
import type { Item } from '../../api/client.ts';
import { channels } from '../../lib/channels.ts';
import { MessageSheet } from '../../reasons/message-sheet.tsx';
import { messageWords } from '../../reasons/message-words.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useCurrentRow } from '../../lib/use-current-row.ts';
import { useList } from '../../lib/use-list.ts';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { Status } from '../../ui/status.tsx';
import { messageStatuses } from './lists.ts';
import { useCallName } from '../../lib/call-name.ts';

const route = getRouteApi('/app/campaigns/$id');
type Message = Item<'GET /api/v1/campaigns/{id}/messages'>;

/** Every recipient with status and reason; a row opens what was sent, why it was allowed and every attempt. */
export function Recipients({ id, running }: { id: string; running: boolean }) {
  const { t, i18n } = useLingui();
  const reason = useReasonText();
  const { status, platform } = route.useSearch();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<string>();
  const list = useList(
    'GET /api/v1/campaigns/{id}/messages',
    { path: { id }, query: { status, platform } },
    { refetchEveryMs: running ? 3_000 : false },
  );
  const current = useCurrentRow(list.rows?.map((row) => row.id) ?? [], setOpen);
  const show = (next: { status?: typeof status; platform?: typeof platform }) =>
    void navigate({ search: { tab: 'recipients', ...next }, replace: true });
  const callName = useCallName();
  const nameOf = (row: Message) => callName(row.prospect_name);
  const statusOf = (row: Message) => {
    const words = messageWords[row.delivery_status];
    return (
      <Status icon={words.icon} tone={words.tone} word={i18n._(words.word)} meaning={i18n._(words.meaning)} />
    );
  };
  const why = (row: Message) => (row.failed_reason ? reason(row.failed_reason, row.failed_text).what : null);
  const opener = (row: Message) => (
    <button
      type="button"
      onClick={() => setOpen(row.id)}
      className="inline-flex min-h-6 items-center text-start font-medium underline-offset-2 hover:underline"
    >
      {nameOf(row)}
    </button>
  );
  const when = (row: Message) => row.read_at ?? row.delivered_at ?? row.sent_at ?? row.due_at;
  const columns: Column<Message>[] = [
    { key: 'name', header: t`Person`, cell: opener },
    { key: 'status', header: t`Status`, cell: statusOf },
    { key: 'channel', header: t`Channel`, cell: (row) => channelNames[row.platform] },
    { key: 'why', header: t`Why`, cell: (row) => why(row) ?? <span className="text-subtle">—</span> },
    { key: 'when', header: t`When`, cell: (row) => <Ago at={when(row)} /> },
  ];
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Select<string>
          label={t`Status`}
          value={status ?? 'all'}
          items={[
            { value: 'all', label: t`Every status` },
            ...messageStatuses.map((value) => ({
              value: value as string,
              label: i18n._(messageWords[value].word),
            })),
          ]}
          onChange={(value) => show({ platform, status: messageStatuses.find((one) => one === value) })}
        />
        <Select<string>
          label={t`Channel`}
          value={platform ?? 'all'}
          items={[
            { value: 'all', label: t`Every channel` },
            ...channels.map((value) => ({ value: value as string, label: channelNames[value] })),
          ]}
          onChange={(value) => show({ status, platform: channels.find((one) => one === value) })}
        />
        <StatusKeys onPick={(next) => show({ platform, status: next })} />
      </div>
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={status !== undefined || platform !== undefined}
          onClear={() => show({})}
          empty={
            running ? (
              <EmptyState icon={Users} title={<Trans>The audience is being gathered</Trans>}>
                <Trans>Each person shows here as soon as their message is queued.</Trans>
              </EmptyState>
            ) : (
              <EmptyState icon={Users} title={<Trans>Nobody was written to</Trans>}>
                <Trans>The campaign stopped before its first message was queued.</Trans>
              </EmptyState>
            )
          }
        >
          <DataTable
            label={t`Recipients`}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.id}
            current={current}
            card={(row) => (
              <div className="grid gap-1">
                <div className="flex items-start justify-between gap-3">
                  {opener(row)}
                  {statusOf(row)}
                </div>
                <span className="text-sm text-muted">
                  {channelNames[row.platform]} {why(row) && `· ${why(row)}`}
                </span>
              </div>
            )}
          />
          <MoreButton query={list} />
        </ListStates>
      </Panel>
      {open && <MessageSheet id={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

/** `f` and a number: the statuses in the order of the list above. */
function StatusKeys({ onPick }: { onPick: (status: (typeof messageStatuses)[number] | undefined) => void }) {
  const { t } = useLingui();
  useShortcut('f 0', t`Every status`, () => onPick(undefined));
  return messageStatuses
    .slice(0, 9)
    .map((status, index) => (
      <StatusKey key={status} keys={`f ${index + 1}`} status={status} onPick={onPick} />
    ));
}

function StatusKey(props: {
  keys: string;
  status: (typeof messageStatuses)[number];
  onPick: (status: (typeof messageStatuses)[number]) => void;
}) {
  const { t, i18n } = useLingui();
  const word = i18n._(messageWords[props.status].word);
  useShortcut(props.keys, t`Only: ${word}`, () => props.onPick(props.status));
  return null;
}
