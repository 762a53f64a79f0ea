// A question as it begins, with what is nearly always meant filled in. Pure.
import type { SegmentField } from '@sampark/contracts/segment-fields.ts';
import { fieldSpecs, firstChannel, type Input } from './fields.ts';
import type { Leaf } from './tree.ts';

export function newLeaf(field: SegmentField, id = 'new'): Leaf {
  const { asks, ops } = fieldSpecs[field];
  const [op = 'exists'] = Object.keys(ops);
  return {
    ...{ id, field, op, value: firstValue(ops[op]) },
    ...(asks.includes('channel') ? { channel: firstChannel } : {}),
    ...(asks.includes('purpose') ? { purpose: 'marketing' as const } : {}),
  };
}

/** The same question with another operator: what was filled in stays where it still has a meaning. */
export function withOperator(leaf: Leaf, op: string, not: boolean): Leaf {
  const { ops } = fieldSpecs[leaf.field];
  const [was, is] = [ops[leaf.op], ops[op]];
  return { ...leaf, op, not: not || undefined, value: was?.kind === is?.kind ? leaf.value : firstValue(is) };
}

function firstValue(input: Input | undefined): unknown {
  if (input?.kind === 'days') return 30;
  if (input?.kind === 'consent') return 'granted';
  if (input?.kind === 'outcome') return 'read';
  return input?.kind === 'yes_no' ? true : undefined;
}
