import { useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import { channels } from '../../lib/channels.ts';
import { purposes } from '../../lib/purposes.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import type { BuilderView } from './builder-view.ts';
import { Choice } from './choice.tsx';
import { describeTree } from './describe-tree.ts';
import { FieldPicker } from './field-picker.tsx';
import { fieldSpecs } from './fields.ts';
import { newLeaf, withOperator } from './new-leaf.ts';
import { NodeFaults } from './node-faults.tsx';
import { NodeMenu } from './node-menu.tsx';
import { OneField } from './one-field.tsx';
import { boxLooks } from './picker-parts.tsx';
import { fieldWords, operatorWords } from './segment-words.ts';
import type { Leaf } from './tree.ts';
import { ValueInput } from './value-input.tsx';

const chooseLooks = `${boxLooks} min-h-9 w-full min-w-0 px-2.5 focus-visible:outline-offset-0 pointer-coarse:min-h-11`;
/** Reading a condition the other way round is said with “at most” rather than “not more than”. */
const withoutNot = new Set(['at_least', 'at_most', 'more_than', 'less_than', 'after', 'before']);

/** One question: what is asked about, how it is compared, and with what. */
export function LeafRow({ leaf, view }: { leaf: Leaf; view: BuilderView }) {
  const { t, i18n } = useLingui();
  const { known, disabled, builder } = view;
  const { asks, ops } = fieldSpecs[leaf.field];
  const faults = view.faultsOf(leaf.id);
  const wrong = (part: string) => faults.some((one) => one.part === part);
  const change = (more: Partial<Leaf>) => builder.edit({ kind: 'change', id: leaf.id, leaf: more });
  const told = describeTree({ id: '', kind: 'all', parts: [leaf] }, view.speech);
  const chosen = `${leaf.not ? '!' : ''}${leaf.op}`;
  const operators = Object.keys(ops)
    .flatMap((op) => [op, `!${op}`])
    .filter((one) => one === chosen || !(one.startsWith('!') && withoutNot.has(one.slice(1))));
  const wide = ops[leaf.op]?.kind === 'some' || ops[leaf.op]?.kind === 'span';
  const fieldName = i18n._(fieldWords[leaf.field].name);
  const anyChannel = asks.includes('any_channel');
  return (
    <div
      role="group"
      aria-label={told}
      data-node={leaf.id}
      onKeyDown={(event) => view.onKey(event, leaf.id)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) view.onLeave(leaf.id);
      }}
      className={`grid grid-cols-[minmax(0,1fr)] gap-2 rounded-md border bg-surface p-2 ${faults.length > 0 ? 'border-danger' : 'border-line'}`}
    >
      <div className="relative flex items-start gap-1">
        <div className="@container min-w-0 flex-1">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-2 @md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] @2xl:flex @2xl:flex-wrap @2xl:items-start">
            <div className="min-w-0 max-sm:me-20 max-sm:pointer-coarse:me-24 @2xl:w-44 @2xl:shrink-0">
              <FieldPicker
                value={leaf.field}
                disabled={disabled}
                onPick={(field) => {
                  if (field !== leaf.field) builder.edit({ kind: 'replace', leaf: newLeaf(field, leaf.id) });
                }}
                trigger={
                  <button
                    type="button"
                    data-part="field"
                    aria-label={t`Asked about: ${fieldName}`}
                    className={`${chooseLooks} inline-flex items-center justify-between gap-2 text-start font-medium`}
                  >
                    <span className="truncate py-0.5">{fieldName}</span>
                    <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden />
                  </button>
                }
              />
            </div>
            {asks.includes('key') && (
              <div className="min-w-0 @2xl:w-52 @2xl:shrink-0">
                <OneField
                  free
                  part="key"
                  label={t`Which one`}
                  placeholder={leaf.field === 'demographics' ? t`Which one, such as age` : t`Which column`}
                  value={leaf.key}
                  items={known.keys(leaf.field)}
                  nameOf={(key) => key}
                  invalid={wrong('key')}
                  disabled={disabled}
                  onChange={(key) => change({ key })}
                />
              </div>
            )}
            {asks.includes('campaign') && (
              <div className="min-w-0 @md:col-span-2 @2xl:min-w-56 @2xl:flex-1">
                <OneField
                  part="campaign"
                  label={t`Which campaign`}
                  placeholder={t`Choose a campaign`}
                  value={leaf.campaign_id}
                  items={known.values('campaign').map((one) => one.value)}
                  nameOf={(id) => known.named(id) ?? t`A campaign without a name here`}
                  invalid={wrong('campaign')}
                  disabled={disabled}
                  onChange={(campaign_id) => change({ campaign_id })}
                />
              </div>
            )}
            {(anyChannel || asks.includes('channel')) && (
              <Choice
                part="channel"
                label={t`On which channel`}
                invalid={wrong('channel')}
                disabled={disabled}
                value={leaf.channel ?? ''}
                onChange={(value) => change({ channel: channels.find((one) => one === value) })}
                className="@2xl:w-40 @2xl:shrink-0"
              >
                {(anyChannel || leaf.channel === undefined) && (
                  <option value="">{anyChannel ? t`on any channel` : ''}</option>
                )}
                {channels.map((one) => {
                  const name = channelNames[one];
                  return (
                    <option key={one} value={one}>
                      {t`on ${name}`}
                    </option>
                  );
                })}
              </Choice>
            )}
            {asks.includes('purpose') && (
              <Choice
                part="purpose"
                label={t`For which purpose`}
                disabled={disabled}
                value={leaf.purpose ?? ''}
                onChange={(value) => change({ purpose: purposes.find((one) => one === value) })}
                className="@2xl:w-36 @2xl:shrink-0"
              >
                {leaf.purpose === undefined && <option value="" />}
                {purposes.map((one) => {
                  const name = i18n._(purposeNames[one]);
                  return (
                    <option key={one} value={one}>
                      {t`for ${name}`}
                    </option>
                  );
                })}
              </Choice>
            )}
            <Choice
              part="op"
              label={t`How it is compared`}
              disabled={disabled}
              value={chosen}
              onChange={(value) => {
                const not = value.startsWith('!');
                builder.edit({
                  kind: 'replace',
                  leaf: withOperator(leaf, not ? value.slice(1) : value, not),
                });
              }}
              className="@2xl:w-44 @2xl:shrink-0"
            >
              {operators.map((one) => (
                <option key={one} value={one}>
                  {i18n._(operatorWords(leaf.field, one.replace('!', ''), one.startsWith('!')))}
                </option>
              ))}
            </Choice>
            <div className={`min-w-0 @2xl:min-w-40 @2xl:flex-1 ${wide ? '@md:col-span-2' : ''} empty:hidden`}>
              <ValueInput
                // A field of another kind begins with nothing typed.
                key={`${leaf.field} ${leaf.op}`}
                leaf={leaf}
                known={known}
                invalid={wrong('value')}
                disabled={disabled}
                onChange={(value) => change({ value })}
              />
            </div>
          </div>
        </div>
        {/* On a phone it stands beside the first field alone: the others need the room. */}
        {!disabled && (
          <div className="max-sm:absolute max-sm:end-0 max-sm:top-0">
            <NodeMenu node={leaf} name={told} view={view} />
          </div>
        )}
      </div>
      <NodeFaults faults={faults} />
      {leaf.not && ops[leaf.op]?.kind !== 'nothing' && (
        <p className="text-sm text-muted">{t`Also those of whom nothing is known there.`}</p>
      )}
    </div>
  );
}
