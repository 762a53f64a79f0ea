// What is wrong with a design, field by field, before anything is asked of the database. Pure.
import type { ExperimentDesign, VariedThing, VariantChange } from '@sampark/contracts/experiments.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import { contentFaults } from '../campaigns/content-faults.ts';

/** What a variant may name, by what the experiment varies. */
const fieldsOf: Readonly<Record<VariedThing, readonly (keyof VariantChange)[]>> = {
  message: ['message_content', 'message_format', 'channel_content'],
  profile: ['profile_id'],
  channel_order: ['channel_order'],
  send_time: ['send_time'],
};

/** @param order the campaign's channels. In the order of the fields; empty where nothing is wrong. */
export function designFaults(design: ExperimentDesign, order: readonly Channel[]): FieldError[] {
  return [
    ...variantFaults(design),
    ...effectFaults(design),
    ...wayFaults(design),
    ...readFaults(design, order),
  ];
}

function variantFaults({ variants, varies }: ExperimentDesign): FieldError[] {
  const faults: FieldError[] = [];
  const sum = variants.reduce((all, each) => all + each.share, 0);
  if (sum !== 10_000)
    faults.push({
      field: 'body.variants',
      reason: `The shares make ${sum} ten-thousandths`,
      remedy: 'Change them until they make 10000.',
    });
  const controls = variants.filter((each) => each.is_control).length;
  if (controls !== 1)
    faults.push({
      field: 'body.variants',
      reason: controls === 0 ? 'No variant is the control' : `${controls} variants are the control`,
      remedy: 'Mark exactly one: the others are compared with it.',
    });
  const names = variants.map((each) => each.name.trim().toLowerCase());
  for (const [index, { change = {}, name }] of variants.entries()) {
    const at = `body.variants.${index}`;
    if (name.trim() === '')
      faults.push({
        field: `${at}.name`,
        reason: 'This variant has no name',
        remedy: 'Give it one that its readers tell from the others.',
      });
    else if (names.indexOf(name.trim().toLowerCase()) < index)
      faults.push({
        field: `${at}.name`,
        reason: `Another variant is called “${name}”`,
        remedy: 'Give each a name of its own.',
      });
    for (const field of Object.keys(change))
      if (!fieldsOf[varies].some((allowed) => allowed === field))
        faults.push({
          field: `${at}.change.${field}`,
          reason: `This experiment varies ${varies.replace('_', ' ')}`,
          remedy: `Leave it out, or say that the experiment varies something else. Possible: ${fieldsOf[varies].join(', ')}.`,
        });
    if (change.message_content?.trim() === '' && !change.channel_content)
      faults.push({
        field: `${at}.change.message_content`,
        reason: 'The text is empty',
        remedy: 'Write one, or leave it out: then the variant says what the campaign says.',
      });
    faults.push(...contentFaults(change, `${at}.change`));
  }
  const distinct = new Set(variants.map((each) => JSON.stringify(sorted(each.change ?? {})))).size;
  // All the same tests the experiment itself, and is welcome; only some of them the same is a slip.
  if (distinct > 1 && distinct < variants.length)
    faults.push({
      field: 'body.variants',
      reason: 'Two variants are the same',
      remedy: 'Change one of them, or leave it out.',
    });
  return faults;
}

/** Keys in one order, so that what is the same reads the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, own]) => [key, sorted(own)]),
  );
}

function effectFaults({ expected_rate, minimum_effect }: ExperimentDesign): FieldError[] {
  if (expected_rate === undefined || expected_rate === null) return [];
  if (expected_rate + minimum_effect < 1 || expected_rate - minimum_effect > 0) return [];
  return [
    {
      field: 'body.minimum_effect',
      reason: 'From the expected rate, a difference this large would pass 0 and 100 %',
      remedy: 'Give a smaller difference.',
    },
  ];
}

function wayFaults({ metric, converted_by = 'told' }: ExperimentDesign): FieldError[] {
  if (metric === 'converted' || converted_by === 'told') return [];
  return [
    {
      field: 'body.converted_by',
      reason: `The experiment is judged by who ${metric === 'replied' ? 'replies' : `has ${metric} it`}, not by conversions`,
      remedy: 'Leave it out, or measure conversions.',
    },
  ];
}

/** Telegram never says whether a message was read. */
function readFaults({ metric, varies, variants }: ExperimentDesign, order: readonly Channel[]): FieldError[] {
  if (metric !== 'read' && metric !== 'delivered') return [];
  const told = metric === 'read' ? 'read' : 'delivered';
  if (order.every((channel) => channel === 'telegram'))
    return [
      {
        field: 'body.metric',
        reason: `Telegram does not say whether a message was ${told}, and the campaign uses no other channel`,
        remedy: 'Measure replies or conversions.',
      },
    ];
  const orders = variants.map((each) => each.change?.channel_order ?? order);
  if (varies === 'channel_order' && orders.some((own) => own.includes('telegram')))
    return [
      {
        field: 'body.metric',
        reason: `Telegram does not say whether a message was ${told}, so channel orders with Telegram cannot be compared by it`,
        remedy: 'Measure replies or conversions, or leave Telegram out of every order.',
      },
    ];
  return [];
}
