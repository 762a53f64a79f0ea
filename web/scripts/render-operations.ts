// TypeScript for every operation of our own API, from /openapi.json: path and query parameters, body, answer. The
// document is made from TypeBox schemas, so a handful of schema forms is all there is; one it does not know is `unknown`.
type Schema = {
  type?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  format?: string;
};
type Operation = {
  summary?: string;
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
};
export type OpenApiDocument = { paths: Record<string, Record<string, Operation>> };

export function renderOperations(document: OpenApiDocument): string {
  const lines = [
    '// Made from /openapi.json; do not edit. `npx vitest run web/src/api/operations.test.ts -u` makes it anew.',
    'export interface Operations {',
  ];
  for (const [path, methods] of Object.entries(document.paths).toSorted(byName)) {
    if (!path.startsWith('/api/')) continue;
    for (const [method, operation] of Object.entries(methods)) lines.push(...render(method, path, operation));
  }
  return [...lines, '}', ''].join('\n');
}

function render(method: string, path: string, operation: Operation): string[] {
  const of = (place: string) => (operation.parameters ?? []).filter((one) => one.in === place);
  const body = operation.requestBody?.content['application/json']?.schema;
  return [
    ...(operation.summary ? [`  /** ${operation.summary} */`] : []),
    `  '${method.toUpperCase()} ${path}': {`,
    `    path: ${parameters(of('path'))};`,
    `    query: ${parameters(of('query'))};`,
    `    body: ${body ? typeOf(body, 2) : 'undefined'};`,
    `    answer: ${answer(operation)};`,
    '  };',
  ];
}

function parameters(list: NonNullable<Operation['parameters']>): string {
  if (list.length === 0) return 'undefined';
  return `{ ${list.map((one) => `${key(one.name)}${one.required ? '' : '?'}: ${typeOf(one.schema, 2)}${one.required ? '' : ' | undefined'}`).join('; ')} }`;
}

function answer({ responses }: Operation): string {
  const found = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  if (!found?.content) return 'undefined';
  const schema = found.content['application/json']?.schema;
  return schema ? typeOf(schema, 2) : 'string';
}

function typeOf(schema: Schema, depth: number): string {
  if (schema.anyOf)
    return [...new Set(schema.anyOf.map((one) => typeOf(one, depth)))].join(' | ') || 'unknown';
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ') || 'never';
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array': {
      const item = schema.items ? typeOf(schema.items, depth) : 'unknown';
      const several = schema.items?.anyOf !== undefined || !item.startsWith('{');
      return several && /[|&]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      return objectType(schema, depth);
    default:
      return 'unknown';
  }
}

function objectType(schema: Schema, depth: number): string {
  const known = Object.entries(schema.properties ?? {});
  if (known.length === 0) {
    const rest = schema.additionalProperties;
    return `Record<string, ${rest && rest !== true ? typeOf(rest, depth) : 'unknown'}>`;
  }
  const indent = '  '.repeat(depth + 1);
  const fields = known.map(([name, one]) => {
    const optional = !schema.required?.includes(name);
    return `${indent}${key(name)}${optional ? '?' : ''}: ${typeOf(one, depth + 1)}${optional ? ' | undefined' : ''};`;
  });
  return `{\n${fields.join('\n')}\n${'  '.repeat(depth)}}`;
}

const key = (name: string): string => (/^[a-z_][a-z0-9_]*$/i.test(name) ? name : JSON.stringify(name));
const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
