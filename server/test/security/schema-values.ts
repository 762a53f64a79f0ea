// Values from a route's own schemas, and what becomes of them when somebody means ill.
import fc from 'fast-check';

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
  patternProperties?: Record<string, Schema>;
};

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['', ' ', '0', '-1', 'null', 'বন্ধ করুন', '😀'.repeat(30), 'a\u0000b', '\ud800', '\u202e', "'--", '%', '\\', '{{', '{% if %}', '{{ a | b }}'], // prettier-ignore
      ...['../../x', '${x}', '$1', '+447400000001', '2026-02-30', '24:00', '1e400', '9'.repeat(40), '__proto__', 'constructor', '(a+)+$', '[', 'http://127.0.0.1:9', 'javascript:alert(1)', 'http://[::1', 'Europe/London', 'GB', 'bn'], // prettier-ignore
      'x'.repeat(3_000),
    ),
  },
);

const formats: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid(),
  'date-time': fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((at) => at.toISOString()), // prettier-ignore
  date: fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10)), // prettier-ignore
  email: fc.emailAddress(),
};

/** What the schema accepts, as a rule: a pattern beside a length may be missed. */
export function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
  const any = schema.anyOf ?? schema.oneOf;
  if (any && any.length > 0) return fc.oneof(...any.map((one) => valuesOf(one, depth + 1)));
  if (schema.allOf) return fc.tuple(...schema.allOf.map((one) => valuesOf(one, depth + 1))).map((all) => Object.assign({}, ...all) as unknown); // prettier-ignore
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => valuesOf({ ...schema, type }, depth + 1))); // prettier-ignore
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: bound(schema.minimum, -2_147_483_648), max: bound(schema.maximum, 2_147_483_647) }); // prettier-ignore
    case 'number':
      return fc.double({ min: bound(schema.minimum, -1e300), max: bound(schema.maximum, 1e300), noNaN: true }); // prettier-ignore
    case 'string':
      return strings(schema);
    case 'array':
      return depth > 6 ? fc.constant([]) : fc.array(valuesOf(schema.items ?? {}, depth + 1), { minLength: schema.minItems ?? 0, maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, 4)) }); // prettier-ignore
    case 'object':
      return objects(schema, depth);
    default:
      return depth > 4 ? fc.constant(null) : fc.jsonValue({ maxDepth: 2 });
  }
}

function bound(given: number | undefined, otherwise: number): number {
  return given !== undefined && Number.isFinite(given) ? given : otherwise;
}

function strings(schema: Schema): fc.Arbitrary<string> {
  const known = schema.format === undefined ? undefined : formats[schema.format];
  if (known) return known;
  if (schema.pattern !== undefined) {
    try {
      return fc.oneof(fc.stringMatching(new RegExp(schema.pattern)), texts);
    } catch {
      return texts;
    }
  }
  const [least, most] = [schema.minLength ?? 0, schema.maxLength ?? 5_000];
  return texts.map((text) => text.slice(0, most).padEnd(least, 'x'));
}

function objects(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) {
    const [values] = Object.values(schema.patternProperties ?? {});
    return fc.dictionary(texts, values && depth < 6 ? valuesOf(values, depth + 1) : fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }); // prettier-ignore
  }
  const required = new Set(schema.required ?? []);
  const kept = depth > 6 ? properties.filter(([name]) => required.has(name)) : properties;
  return fc.record(Object.fromEntries(kept.map(([name, one]) => [name, valuesOf(one, depth + 1)])), {
    requiredKeys: kept.map(([name]) => name).filter((name) => required.has(name)),
  });
}

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  texts,
  fc.constantFrom<unknown>(null, true, 0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[]], [null], { length: -1 }), // prettier-ignore
  fc.constantFrom(30, 3_000).map((deep) => JSON.parse('['.repeat(deep) + ']'.repeat(deep)) as unknown),
  fc.constantFrom('toString', 'constructor', 'valueOf', 'then', 'toJSON').map((name) => ({ [name]: { a: 1 } })), // prettier-ignore
  fc.jsonValue({ maxDepth: 3 }),
);

/** One node of the value, anywhere, is replaced, taken away, or doubled. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'add'), hostile, texts)
    .map(([pick, how, by, name]) => {
      // prettier-ignore
      const copy = structuredClone(value);
      const places = placesOf(copy);
      const place = places[pick % Math.max(1, places.length)];
      if (!place) return by;
      const { holder, key } = place;
      if (how === 'replace') holder[key] = by;
      else if (how === 'add')
        Object.defineProperty(holder, Array.isArray(holder) ? String(Object.keys(holder).length) : name, { value: by, enumerable: true, configurable: true, writable: true }); // prettier-ignore
      else delete holder[key];
      return copy;
    });
}

type Place = { holder: Record<string, unknown>; key: string };

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}
