import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import type { BuilderView } from './builder-view.ts';
import { Choice } from './choice.tsx';
import { FieldPicker } from './field-picker.tsx';
import { segmentBounds } from './fields.ts';
import { LeafRow } from './leaf-row.tsx';
import { newLeaf } from './new-leaf.ts';
import { NodeFaults } from './node-faults.tsx';
import { NodeMenu } from './node-menu.tsx';
import { groupWords } from './segment-words.ts';
import { groupKinds, isGroup, measureTree, type Group } from './tree.ts';

/** A list of questions and further groups, and how many of them have to hold. */
export function GroupBox({ group, view, depth = 1 }: { group: Group; view: BuilderView; depth?: number }) {
  const { t, i18n } = useLingui();
  const { builder, disabled } = view;
  const faults = view.faultsOf(group.id);
  const choice = i18n._(groupWords[group.kind].choice);
  const full = measureTree(builder.root).parts >= segmentBounds.conditions;
  // A group in a group, and a question in it.
  const deepest = depth + 2 > segmentBounds.depth;
  const inner = depth > 1;
  return (
    <div
      role="group"
      aria-label={choice}
      data-node={group.id}
      onKeyDown={(event) => inner && view.onKey(event, group.id)}
      className={
        inner
          ? `grid grid-cols-[minmax(0,1fr)] gap-2 rounded-lg border p-2 sm:p-3 ${faults.length > 0 ? 'border-danger' : 'border-line'} ${depth % 2 ? 'bg-surface' : 'bg-canvas'}`
          : 'grid grid-cols-[minmax(0,1fr)] gap-2'
      }
    >
      <div className="flex items-center gap-1">
        <Choice
          strong
          part="kind"
          label={t`How many have to hold`}
          disabled={disabled}
          value={group.kind}
          onChange={(value) => {
            const as = groupKinds.find((one) => one === value);
            if (as) builder.edit({ kind: 'regroup', id: group.id, as });
          }}
        >
          {groupKinds.map((one) => (
            <option key={one} value={one}>
              {i18n._(groupWords[one].choice)}
            </option>
          ))}
        </Choice>
        <span className="flex-1" />
        {inner && !disabled && <NodeMenu node={group} name={choice} view={view} />}
      </div>
      {group.parts.length > 0 && (
        <ol className="grid grid-cols-[minmax(0,1fr)] gap-2">
          {group.parts.map((part, index) => (
            <li key={part.id} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
              {index > 0 && (
                <span className="ms-3 text-xs font-medium text-muted">
                  {i18n._(groupWords[group.kind].between)}
                </span>
              )}
              {isGroup(part) ? (
                <GroupBox group={part} view={view} depth={depth + 1} />
              ) : (
                <LeafRow leaf={part} view={view} />
              )}
            </li>
          ))}
        </ol>
      )}
      <NodeFaults faults={faults} />
      {!disabled && (
        <div className="flex flex-wrap items-center gap-2">
          <FieldPicker
            value={null}
            disabled={full}
            onPick={(field) => view.add(group.id, newLeaf(field))}
            trigger={
              <Button
                role="button"
                data-part="add"
                disabled={full}
                icon={<Plus className="size-4" aria-hidden />}
              >
                <Trans>Add a condition</Trans>
              </Button>
            }
          />
          {!deepest && (
            <FieldPicker
              value={null}
              disabled={full}
              onPick={(field) =>
                view.addGroup(group.id, group.kind === 'any' ? 'all' : 'any', newLeaf(field))
              }
              trigger={
                <Button
                  role="button"
                  kind="quiet"
                  disabled={full}
                  icon={<Plus className="size-4" aria-hidden />}
                >
                  <Trans>Add a group</Trans>
                </Button>
              }
            />
          )}
          {deepest && (
            <span className="text-sm text-muted">
              <Trans>Groups do not go deeper than this.</Trans>
            </span>
          )}
          {full && (
            <span className="text-sm text-muted">
              <Trans>With 60 conditions and groups it is full.</Trans>
            </span>
          )}
        </div>
      )}
    </div>
  );
}
