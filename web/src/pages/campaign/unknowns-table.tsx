import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { AutomaticText } from './automatic-text.tsx';
import type { UnknownMessage } from './use-unknowns.ts';
import { useCallName } from '../../lib/call-name.ts';

type Selection = { chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void };

/** Person by person: when it was tried, why it is not known, what may still settle it. */
export function UnknownsTable(props: {
  rows: readonly UnknownMessage[] | undefined;
  selection: Selection | undefined;
}) {
  const { t } = useLingui();
  const callName = useCallName();
  const reason = useReasonText();
  const { selection } = props;
  const nameOf = (row: UnknownMessage) => callName(row.prospect_name);
  const person = (row: UnknownMessage) => (
    <Link
      to="/prospects/$id"
      params={{ id: row.prospect_id }}
      className="inline-flex min-h-6 items-center font-medium underline-offset-2 hover:underline"
    >
      {nameOf(row)}
    </Link>
  );
  const label = (row: UnknownMessage) => {
    const name = nameOf(row);
    return t`Choose ${name}`;
  };
  const columns: Column<UnknownMessage>[] = [
    { key: 'name', header: t`Person`, cell: person },
    { key: 'channel', header: t`Channel`, cell: (row) => channelNames[row.platform] },
    { key: 'why', header: t`Why`, cell: (row) => reason(row.code, row.text).what },
    { key: 'when', header: t`Tried`, cell: (row) => <Ago at={row.tried_at} /> },
    { key: 'automatic', header: t`By itself`, cell: (row) => <AutomaticText message={row} /> },
  ];
  const toggle = (row: UnknownMessage, on: boolean) => {
    const next = new Set(selection?.chosen);
    if (on) next.add(row.id);
    else next.delete(row.id);
    selection?.onChange(next);
  };
  return (
    <DataTable
      label={t`Messages whose outcome is not known`}
      columns={columns}
      rows={props.rows}
      rowKey={(row) => row.id}
      {...(selection ? { selection: { ...selection, name: label } } : {})}
      card={(row) => (
        <div className="flex items-start gap-2">
          {selection && (
            <Checkbox
              bare
              label={label(row)}
              checked={selection.chosen.has(row.id)}
              onChange={(on) => toggle(row, on)}
            />
          )}
          <div className="grid min-w-0 gap-0.5">
            {person(row)}
            <span className="text-sm text-muted">
              {channelNames[row.platform]} · <Ago at={row.tried_at} /> · {reason(row.code, row.text).what}
            </span>
            <span className="text-sm">
              <AutomaticText message={row} />
            </span>
          </div>
        </div>
      )}
    />
  );
}
