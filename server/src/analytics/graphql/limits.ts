// What one query may ask. Pure: a document and its variables in, a refusal or nothing out. The walk stops at the first
// limit it passes, so a document of fragments that unfold without end costs no more to refuse than a large one.
import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql/index.js';

export const limits = {
  /** Levels of fields. The standard introspection query of graphql-js needs 15. */
  depth: 8,
  introspectionDepth: 16,
  /** Aliases in a document as unfolded, and fields at the root: each is a query of its own on the database. */
  aliases: 30,
  rootFields: 10,
  /** Fields times the rows they may stand in. A page of 20 campaigns with every field is about 3,600. */
  cost: 10_000,
  /** Words and signs of the document, checked while it is parsed. */
  tokens: 1_500,
} as const;

/** Rows to expect of lists, where no `first` says. */
const listSizes: Readonly<Record<string, number>> = {
  channels: 4,
  profiles: 10,
  history: 10,
  points: 100,
  hours: 100,
  funnel: 6,
  latency: 4,
  failureReasons: 50,
  campaigns: 20,
  deviceHealth: 50,
};

type Walk = {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  cost: number;
  aliases: number;
  rootFields: number;
};

/** Says what is too much, or undefined. The document must be valid: fragments known and without cycles. */
export function tooCostly(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): string | undefined {
  const fragments = new Map(
    document.definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );
  const walk: Walk = { fragments, variables, cost: 0, aliases: 0, rootFields: 0 };
  return visit(walk, operation.selectionSet, 1, 1, limits.depth);
}

function visit(
  walk: Walk,
  selections: SelectionSetNode,
  level: number,
  rows: number,
  deepest: number,
): string | undefined {
  for (const one of selections.selections) {
    let refusal: string | undefined;
    if (one.kind === Kind.FIELD) refusal = visitField(walk, one, level, rows, deepest);
    else if (one.kind === Kind.INLINE_FRAGMENT) refusal = visit(walk, one.selectionSet, level, rows, deepest);
    else {
      const fragment = walk.fragments.get(one.name.value);
      // Spreading costs too, or fragments of fragments could be unfolded for nothing.
      walk.cost += 1;
      refusal = walk.cost > limits.cost ? costRefusal() : undefined;
      if (!refusal && fragment) refusal = visit(walk, fragment.selectionSet, level, rows, deepest);
    }
    if (refusal) return refusal;
  }
  return undefined;
}

function visitField(
  walk: Walk,
  field: FieldNode,
  level: number,
  rows: number,
  deepest: number,
): string | undefined {
  const name = field.name.value;
  const depth = name === '__schema' || name === '__type' ? limits.introspectionDepth : deepest;
  if (level > depth) return `At most ${depth} levels of fields.`;
  if (field.alias && ++walk.aliases > limits.aliases) return `At most ${limits.aliases} aliases.`;
  if (level === 1 && ++walk.rootFields > limits.rootFields)
    return `At most ${limits.rootFields} fields at the root.`;
  walk.cost += rows * (level === 1 ? 10 : 1);
  if (walk.cost > limits.cost) return costRefusal();
  if (!field.selectionSet) return undefined;
  return visit(walk, field.selectionSet, level + 1, rows * rowsOf(walk, field), depth);
}

function rowsOf(walk: Walk, field: FieldNode): number {
  const first = field.arguments?.find((one) => one.name.value === 'first');
  if (!first) return listSizes[field.name.value] ?? 1;
  const given =
    first.value.kind === Kind.VARIABLE
      ? walk.variables[first.value.name.value]
      : 'value' in first.value
        ? first.value.value
        : 20;
  const rows = Number(given ?? 20);
  // Anything else is refused by the resolver; here it must only not look cheap.
  return Number.isFinite(rows) ? Math.min(Math.max(rows, 1), 200) : 200;
}

function costRefusal(): string {
  return `The query asks for more than ${limits.cost} fields, counting each row of its lists.`;
}
