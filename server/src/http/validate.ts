// One schema validates, types and documents. Query and path values are text and are converted; bodies are taken as
// they are. What is wrong is said in plain words, at most 20 points at once.
import type { FieldError } from '@sampark/contracts/problem.ts';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { ofMeantForms, type SchemaFault } from './meant-form.ts';
import { notBlank, patternInWords } from './pattern-words.ts';
import { Problem } from './problem.ts';

export type Part = 'params' | 'query' | 'body';

const mostPoints = 20;
// Each form of a value that may have several is reported, so one point may take many; eight, as it is set, hide the rest.
Settings.Set({ maxErrors: 200 });

/** Returns the value with defaults filled in. Throws `invalid_request`. */
export function compileValidator(part: Part, schema: TSchema): (value: unknown) => unknown {
  const validator = Compile(schema);
  return (given) => {
    const value = part === 'body' ? validator.Default(given) : readText(schema, given);
    if (validator.Check(value)) return value;
    throw new Problem('invalid_request', { errors: explainFaults(part, validator.Errors(value)) });
  };
}

/**
 * Query and path values by the types their schema declares. Parameters nobody declared are left out, unless the schema
 * refuses them. Property by property: TypeBox reads the names of an object's properties as patterns, which `*` is not.
 */
function readText(schema: TSchema, given: unknown): Record<string, unknown> {
  const { properties = {}, additionalProperties } = schema as {
    properties?: Record<string, TSchema>;
    additionalProperties?: unknown;
  };
  const values = (given ?? {}) as Record<string, unknown>;
  const read: Record<string, unknown> = additionalProperties === undefined ? {} : { ...values };
  for (const [name, property] of Object.entries(properties)) {
    const text = values[name];
    const value = text === undefined ? Value.Default(property, undefined) : Value.Convert(property, text);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

/** `place`: what the faults' own paths begin at. */
export function explainFaults(place: string, faults: SchemaFault[]): FieldError[] {
  const points = new Map<string, FieldError>();
  for (const fault of ofMeantForms(faults)) {
    const path = place + fault.instancePath.replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
    for (const point of pointsOf(path, fault)) {
      if (!points.has(point.field)) points.set(point.field, point);
      if (points.size >= mostPoints) return [...points.values()];
    }
  }
  return [...points.values()];
}

function pointsOf(path: string, fault: SchemaFault): FieldError[] {
  const one = (reason: string, remedy?: string): FieldError[] => [
    { field: path, reason, ...(remedy === undefined ? {} : { remedy }) },
  ];
  switch (fault.keyword) {
    case 'required':
      return fault.params.requiredProperties.map((name) => ({
        field: `${path}.${name}`,
        reason: 'is missing',
        remedy: 'Send this field.',
      }));
    case 'additionalProperties':
      return fault.params.additionalProperties.map((name) => ({
        field: `${path}.${name}`,
        reason: 'is not a field of this request',
        remedy: 'Leave it out, or check its spelling in /docs.',
      }));
    case 'type':
      return one(`must be ${typeInWords(fault.params.type)}`);
    case 'enum':
      return one(`must be one of ${fault.params.allowedValues.join(', ')}`);
    case 'const':
      return one(`must be ${JSON.stringify(fault.params.allowedValue)}`);
    case 'format':
      return one(`must be ${formatInWords(fault.params.format)}`);
    case 'minLength':
      return one(
        fault.params.limit === 1
          ? 'must not be empty'
          : `must have at least ${fault.params.limit} characters`,
      );
    case 'maxLength':
      return one(`must have at most ${fault.params.limit} characters`);
    case 'minItems':
      return one(
        `must have at least ${fault.params.limit} ${fault.params.limit === 1 ? 'entry' : 'entries'}`,
      );
    case 'maxItems':
      return one(`must have at most ${fault.params.limit} entries`);
    case 'minimum':
      return one(`must be ${fault.params.limit} or more`);
    case 'maximum':
      return one(`must be ${fault.params.limit} or less`);
    case 'exclusiveMinimum':
      return one(`must be more than ${fault.params.limit}`);
    case 'exclusiveMaximum':
      return one(`must be less than ${fault.params.limit}`);
    case 'pattern':
      return fault.params.pattern === notBlank
        ? one('must not be blank')
        : one('has the wrong form', patternInWords(String(fault.params.pattern)));
    case 'minProperties':
      return one(
        fault.params.limit === 1 ? 'must not be empty' : `must have at least ${fault.params.limit} fields`,
      );
    case 'uniqueItems':
      return one('names the same thing twice', 'Give each once.');
    case 'anyOf':
    case 'oneOf':
      return one('fits none of the accepted forms');
    case 'boolean':
      // Reported once more, with its name, as additionalProperties.
      return [];
    default:
      return one(fault.message);
  }
}

function typeInWords(type: string | string[]): string {
  if (Array.isArray(type)) return type.map(typeInWords).join(' or ');
  const words: Record<string, string> = {
    integer: 'a whole number',
    number: 'a number',
    string: 'text',
    boolean: 'true or false',
    object: 'an object',
    array: 'a list',
    null: 'null',
  };
  return words[type] ?? type;
}

function formatInWords(format: string): string {
  const words: Record<string, string> = {
    uuid: 'an id (UUID)',
    'date-time': 'an instant such as 2026-11-20T10:00:00Z',
    date: 'a date such as 2026-11-20',
    email: 'an e-mail address',
    uri: 'a web address',
    url: 'a web address',
  };
  return words[format] ?? `in ${format} form`;
}
