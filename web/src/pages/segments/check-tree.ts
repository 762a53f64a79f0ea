// What a condition still lacks before it can be counted, question by question. Pure. The server checks all of it again, and
// what it says is shown at the same places.
import { fieldSpecs, segmentBounds, type Input } from './fields.ts';
import { isGroup, measureTree, nodesOf, type Group, type Leaf } from './tree.ts';

export type FaultCode =
  | 'empty_group'
  | 'key_missing'
  | 'campaign_missing'
  | 'channel_missing'
  | 'value_missing'
  | 'list_missing'
  | 'list_too_long'
  | 'not_a_number'
  | 'number_outside'
  | 'range_reversed'
  | 'date_missing'
  | 'dates_reversed'
  | 'days_outside'
  | 'phone_form'
  | 'too_deep'
  | 'too_large';
/** `part`: the field of the question it is about. */
export type Fault = { id: string; part: 'group' | 'key' | 'campaign' | 'channel' | 'value'; code: FaultCode };

const mostValues = 200;

export function checkTree(root: Group): Fault[] {
  const { parts, depth } = measureTree(root);
  const whole: Fault[] = [];
  if (depth > segmentBounds.depth) whole.push({ id: root.id, part: 'group', code: 'too_deep' });
  if (parts > segmentBounds.conditions) whole.push({ id: root.id, part: 'group', code: 'too_large' });
  return [
    ...whole,
    ...nodesOf(root).flatMap((node): Fault[] => {
      if (!isGroup(node)) return checkLeaf(node);
      return node.parts.length === 0 ? [{ id: node.id, part: 'group', code: 'empty_group' }] : [];
    }),
  ];
}

function checkLeaf(leaf: Leaf): Fault[] {
  const { asks, ops } = fieldSpecs[leaf.field];
  const { id } = leaf;
  const faults: Fault[] = [];
  if (asks.includes('key') && !leaf.key?.trim()) faults.push({ id, part: 'key', code: 'key_missing' });
  if (asks.includes('campaign') && !leaf.campaign_id)
    faults.push({ id, part: 'campaign', code: 'campaign_missing' });
  if ((asks.includes('channel') && !leaf.channel) || (asks.includes('purpose') && !leaf.purpose))
    faults.push({ id, part: 'channel', code: 'channel_missing' });
  const input = ops[leaf.op];
  const code = input && checkValue(input, leaf.value);
  return code ? [...faults, { id, part: 'value', code }] : faults;
}

function checkValue(input: Input, value: unknown): FaultCode | undefined {
  switch (input.kind) {
    case 'nothing':
      return undefined;
    case 'number':
      return checkNumber(input, value);
    case 'range': {
      const [from, to] = pair(value);
      const code = checkNumber(input, from) ?? checkNumber(input, to);
      return code ?? (Number(from) > Number(to) ? 'range_reversed' : undefined);
    }
    case 'some':
      if (!Array.isArray(value) || value.length === 0) return 'list_missing';
      return value.length > mostValues ? 'list_too_long' : undefined;
    case 'text':
      if (typeof value !== 'string' || value.trim() === '') return 'value_missing';
      return input.form && !input.form.test(value) ? 'phone_form' : undefined;
    case 'instant':
      return isInstant(value) ? undefined : 'date_missing';
    case 'span': {
      const [from, to] = pair(value);
      if (!isInstant(from) || !isInstant(to)) return 'date_missing';
      return Date.parse(String(from)) > Date.parse(String(to)) ? 'dates_reversed' : undefined;
    }
    case 'days':
      return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= input.most
        ? undefined
        : 'days_outside';
    case 'yes_no':
      return typeof value === 'boolean' ? undefined : 'value_missing';
    case 'consent':
    case 'outcome':
      return typeof value === 'string' ? undefined : 'value_missing';
  }
}

type Bounds = Extract<Input, { kind: 'number' | 'range' }>;
function checkNumber({ from, to, whole }: Bounds, value: unknown): FaultCode | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
    return 'not_a_number';
  return value < from || value > to ? 'number_outside' : undefined;
}

const pair = (value: unknown): [unknown, unknown] =>
  Array.isArray(value) ? [value[0] as unknown, value[1] as unknown] : [undefined, undefined];
const isInstant = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
