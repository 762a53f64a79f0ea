// The design of an experiment while it is written. Pure.
import type { mostVariants, VariedThing } from '@sampark/contracts/experiments.ts';
import type { Answer, Body } from '../../../api/client.ts';
import { equalShares, withOneMore, withoutOne } from './shares.ts';

export type ExperimentDesign = Body<'PUT /api/v1/campaigns/{id}/experiment'>;
export type ExperimentResource = Answer<'PUT /api/v1/campaigns/{id}/experiment'>;
type NewVariant = ExperimentDesign['variants'][number];
export type VariantChange = NonNullable<NewVariant['change']>;
/** A version as it is edited; its key is its place: A, B, … */
export type Version = NewVariant & { change: VariantChange };
export type Design = Omit<
  ExperimentResource,
  Exclude<keyof ExperimentResource, keyof ExperimentDesign> | 'name' | 'variants'
> & {
  variants: Version[];
};

/** Checked against the contract by the compiler, which brings none of its code into the page. */
export const mostVersions: typeof mostVariants = 8;

export const keyAt = (index: number) => String.fromCharCode(65 + index);

/** What everybody starts from: two versions that share alike, looked at for replies; the server fills in the rest. */
export function firstDesign(names: { control: string; other: string }): ExperimentDesign {
  const [a = 5_000, b = 5_000] = equalShares(2);
  return {
    ...{ varies: 'message', metric: 'replied', expected_rate: 0.1, minimum_effect: 0.05 },
    variants: [
      { name: names.control, share: a, is_control: true },
      { name: names.other, share: b, is_control: false },
    ],
  };
}

export function designOf(known: ExperimentResource): Design {
  const { varies, metric, converted_by, expected_rate, minimum_effect, power, alpha } = known;
  const { trial_share, holdout_share, settle_minutes, guardrails } = known;
  return {
    ...{ varies, metric, converted_by, expected_rate, minimum_effect, power, alpha },
    ...{ trial_share, holdout_share, settle_minutes, guardrails },
    variants: known.variants.map(({ name, share, is_control, change }) => ({
      ...{ name, share, is_control },
      change: ownChange(change),
    })),
  };
}

/** What varied before is let go of: a version may name nothing else. */
export function varying(design: Design, varies: VariedThing): Design {
  if (design.varies === varies) return design;
  return { ...design, varies, variants: design.variants.map((one) => ({ ...one, change: {} })) };
}

/** A further version that says what `like` says, or what the campaign says. */
export function withVersion(design: Design, name: string, like?: Version): Design {
  const shares = withOneMore(design.variants.map((one) => one.share));
  const made: Version = { name, share: 0, is_control: false, change: structuredClone(like?.change ?? {}) };
  return withShares({ ...design, variants: [...design.variants, made] }, shares);
}

/** Where the control goes, the first of those left takes its place. */
export function withoutVersion(design: Design, at: number): Design {
  const shares = withoutOne(
    design.variants.map((one) => one.share),
    at,
  );
  const left = design.variants.filter((_, index) => index !== at);
  const control = left.some((one) => one.is_control)
    ? left
    : left.map((one, index) => ({ ...one, is_control: index === 0 }));
  return withShares({ ...design, variants: control }, shares);
}

export function withShares(design: Design, shares: readonly number[]): Design {
  return {
    ...design,
    variants: design.variants.map((one, index) => ({ ...one, share: shares[index] ?? one.share })),
  };
}

export function withControl(design: Design, at: number): Design {
  return {
    ...design,
    variants: design.variants.map((one, index) => ({ ...one, is_control: index === at })),
  };
}

export function withVersionAt(design: Design, at: number, change: Partial<Version>): Design {
  return {
    ...design,
    variants: design.variants.map((one, index) => (index === at ? { ...one, ...change } : one)),
  };
}

/** The server puts a version's text on the channels it is for; only what differs from the text is written by somebody. */
function ownChange(change: VariantChange): VariantChange {
  const { message_content: text, channel_content, ...rest } = change;
  // Versions from before it was said with the text have bold words on the channels themselves.
  const format = change.message_format ?? undefined;
  const own = Object.fromEntries(
    Object.entries(channel_content ?? {}).filter(
      ([channel, one]) =>
        channel === 'whatsapp' || one?.kind !== 'text' || one.text !== text || one.format !== format,
    ),
  );
  return {
    ...rest,
    ...(text === undefined ? {} : { message_content: text }),
    ...(Object.keys(own).length === 0 ? {} : { channel_content: own }),
  };
}

export type Lack =
  | { kind: 'no-name'; at: number }
  | { kind: 'same-name'; at: number }
  | { kind: 'same'; at: number; as: number };

/** What is not right about the versions: one without a name, two of one name, two that do the same. */
export function lacksOf({ variants }: Design): Lack[] {
  return variants.flatMap((one, at): Lack[] => {
    const name = one.name.trim().toLowerCase();
    const before = variants.slice(0, at);
    const named = before.some((other) => other.name.trim().toLowerCase() === name);
    const as = before.findIndex((other) => sameChange(other.change, one.change));
    return [
      ...(name === '' ? [{ kind: 'no-name' as const, at }] : []),
      ...(name !== '' && named ? [{ kind: 'same-name' as const, at }] : []),
      ...(as >= 0 ? [{ kind: 'same' as const, at, as }] : []),
    ];
  });
}

/** All the same tests the experiment itself. */
export function allAlike({ variants }: Design): boolean {
  return variants.every((one) => sameChange(one.change, variants[0]?.change ?? {}));
}

/** Whether the versions can be kept as they are: all alike, or no two. */
export function fitsTogether(design: Design): boolean {
  return lacksOf(design).every((one) => one.kind === 'same' && allAlike(design));
}

function sameChange(a: VariantChange, b: VariantChange): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
