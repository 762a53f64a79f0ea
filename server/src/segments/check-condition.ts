// Is this a condition we can run? Enters: anything. Leaves: what is wrong, place by place; an empty list says it is one.
// Guaranteed: what passes is no deeper and no larger than the bounds, so nothing that walks it has to look again.
import type { FieldError } from '@sampark/contracts/problem.ts';
import { segmentLeaves, segmentLimits } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { explainFaults } from '../http/validate.ts';

type Shape = { check: ReturnType<typeof Compile> };

const shapes = new Map(
  Object.entries(segmentLeaves).map(([field, operators]) => [
    field,
    new Map(
      Object.entries(operators as Record<string, TSchema>).map(([op, schema]): [string, Shape] => [
        op,
        { check: Compile(schema) },
      ]),
    ),
  ]),
);
const mostFaults = 20;

/** `place`: where in the request the condition stands. */
export function checkCondition(condition: unknown, place = 'body.condition'): FieldError[] {
  const faults: FieldError[] = [];
  let parts = 0;
  const look = (value: unknown, field: string, depth: number): void => {
    if (faults.length >= mostFaults || parts > segmentLimits.conditions) return;
    if (++parts > segmentLimits.conditions) {
      faults.push({
        field,
        reason: `the condition has more than ${segmentLimits.conditions} parts`,
        remedy: 'Put values of one field into one list with “in”, or split it into two segments.',
      });
      return;
    }
    if (depth > segmentLimits.depth) {
      faults.push({
        field,
        reason: `is nested more than ${segmentLimits.depth} deep`,
        remedy: 'Say the same with fewer groups.',
      });
      return;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      faults.push({ field, reason: 'must be a condition', remedy: 'Send an object.' });
      return;
    }
    const groups = ['all', 'any', 'not'].filter((one) => Object.hasOwn(value, one));
    const [group] = groups;
    if (group === undefined) return checkLeaf(value as Record<string, unknown>, field, faults);
    if (Object.keys(value).length > 1) {
      faults.push({
        field,
        reason: `has more in it than “${group}”`,
        remedy: 'Put each condition into an object of its own.',
      });
      return;
    }
    const inner = (value as Record<string, unknown>)[group];
    if (group === 'not') return look(inner, `${field}.not`, depth + 1);
    if (!Array.isArray(inner) || inner.length === 0) {
      faults.push({
        field: `${field}.${group}`,
        reason: 'must be a list with at least one condition',
        remedy: 'Add a condition, or leave the group out.',
      });
      return;
    }
    inner.forEach((one, index) => look(one, `${field}.${group}.${index}`, depth + 1));
  };
  look(condition, place, 1);
  return faults;
}

function checkLeaf(leaf: Record<string, unknown>, field: string, faults: FieldError[]): void {
  const operators = typeof leaf['field'] === 'string' ? shapes.get(leaf['field']) : undefined;
  if (!operators) {
    faults.push({
      field: `${field}.field`,
      reason: 'is not a field of a person',
      remedy: `Use one of ${[...shapes.keys()].join(', ')}, or “all”, “any” or “not”.`,
    });
    return;
  }
  const shape = typeof leaf['op'] === 'string' ? operators.get(leaf['op']) : undefined;
  if (!shape) {
    faults.push({
      field: `${field}.op`,
      reason: `is not an operator of ${String(leaf['field'])}`,
      remedy: `Use one of ${[...operators.keys()].join(', ')}.`,
    });
    return;
  }
  if (shape.check.Check(leaf)) checkBounds(leaf, field, faults);
  else faults.push(...explainFaults(field, shape.check.Errors(leaf)).slice(0, mostFaults - faults.length));
}

function checkBounds(leaf: Record<string, unknown>, field: string, faults: FieldError[]): void {
  const { op, value } = leaf;
  const dated = leaf['field'] === 'created_at' || leaf['field'] === 'last_reply';
  const bounds = Array.isArray(value) ? (value as unknown[]) : [value];
  if (dated && (op === 'before' || op === 'after' || op === 'between'))
    for (const bound of bounds)
      if (Number.isNaN(Date.parse(String(bound)))) {
        faults.push({
          field: `${field}.value`,
          reason: 'is no instant of the calendar',
          remedy: 'Write it such as 2026-11-20T10:00:00Z.',
        });
        return;
      }
  if (op !== 'between') return;
  const [from, to] = dated ? bounds.map((one) => Date.parse(String(one))) : (bounds as number[]);
  if (from !== undefined && to !== undefined && from > to)
    faults.push({
      field: `${field}.value`,
      reason: 'begins after it ends',
      remedy: 'Give the lower bound first.',
    });
}

/** What a condition names that has to be there, with where it does. `place`: where the condition stands. */
export function namedIn(
  condition: SegmentCondition,
  place = 'body.condition',
): { kind: 'campaign' | 'import'; id: string; field: string }[] {
  if ('not' in condition) return namedIn(condition.not, `${place}.not`);
  if ('all' in condition) return condition.all.flatMap((one, at) => namedIn(one, `${place}.all.${at}`));
  if ('any' in condition) return condition.any.flatMap((one, at) => namedIn(one, `${place}.any.${at}`));
  if (condition.field === 'campaign')
    return [{ kind: 'campaign', id: condition.campaign_id, field: `${place}.campaign_id` }];
  if (condition.field !== 'import') return [];
  return condition.value.map((id, at) => ({ kind: 'import', id, field: `${place}.value.${at}` }));
}
