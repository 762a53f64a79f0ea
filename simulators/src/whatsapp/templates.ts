// Message templates of a WABA, and whether a send fits the one it names.
import type { Simulation } from '../core/simulation.ts';
import { arrayOf, isObject, objectOf, textOf } from '../core/json.ts';
import { graphError, type GraphError } from './errors.ts';

export interface Template {
  id: string;
  waba_id: string;
  name: string;
  language: string;
  category: string;
  status: string;
  parameter_format: string;
  components: Record<string, unknown>[];
}

const CATEGORIES = new Set(['MARKETING', 'UTILITY', 'AUTHENTICATION']);
const COMPONENTS = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);
const BODY_LIMIT = 1_024;
const PLACEHOLDER = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map((found) => found[1] as string))];
}

/** Per template and component: what a send has to fill in. Read on every send, so worked out once. */
const expectedNames = new WeakMap<Template, Record<'HEADER' | 'BODY', string[]>>();

function expectedOf(template: Template, type: 'HEADER' | 'BODY'): string[] {
  let names = expectedNames.get(template);
  if (!names) {
    const inText = (wanted: string): string[] =>
      placeholders(
        textOf(template.components.find((component) => component['type'] === wanted)?.['text']) ?? '',
      );
    names = { HEADER: inText('HEADER'), BODY: inText('BODY') };
    expectedNames.set(template, names);
  }
  return names[type];
}

export function templateButtons(template: Template): Record<string, unknown>[] {
  const block = template.components.find((component) => component['type'] === 'BUTTONS');
  return arrayOf(block?.['buttons']).map(objectOf);
}

export class Templates {
  readonly #byKey = new Map<string, Template>();
  readonly #simulation: Simulation;
  #nextId = 1_000_000_000_001;
  /** What a new template becomes without anyone deciding: the demo approves at once, tests choose. */
  autoApprove = true;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    for (const [key, record] of simulation.restoredRecords('template')) {
      const template = record as unknown as Template;
      this.#byKey.set(key, template);
      this.#nextId = Math.max(this.#nextId, Number(template.id) + 1);
    }
  }

  find(wabaId: string, name: string, language: string): Template | undefined {
    return this.#byKey.get(`${wabaId}/${name}/${language}`);
  }

  list(wabaId: string): Template[] {
    return [...this.#byKey.values()].filter((template) => template.waba_id === wabaId);
  }

  create(wabaId: string, body: Record<string, unknown>): Template | GraphError {
    const name = textOf(body['name']) ?? '';
    const language = textOf(body['language']) ?? '';
    const category = (textOf(body['category']) ?? '').toUpperCase();
    const components = arrayOf(body['components'])
      .map(objectOf)
      .map((component) => ({ ...component, type: (textOf(component['type']) ?? '').toUpperCase() }));
    const problem = this.#problem(name, language, category, components);
    if (problem) return graphError(100, problem);
    if (this.find(wabaId, name, language)) {
      return graphError(100, 'Content in this language already exists', { subcode: 2388024 });
    }
    const format = (textOf(body['parameter_format']) ?? 'POSITIONAL').toUpperCase();
    const id = String(this.#nextId);
    this.#nextId += 1;
    const template: Template = {
      ...{ id, waba_id: wabaId, name, language, category, status: 'PENDING', parameter_format: format },
      components,
    };
    this.store(template);
    return template;
  }

  store(template: Template): void {
    const key = `${template.waba_id}/${template.name}/${template.language}`;
    this.#byKey.set(key, template);
    this.#simulation.journal.put('template', key, template);
  }

  /** All languages of the name, or the one with this id. */
  remove(wabaId: string, name: string, id: string | undefined): Template[] {
    const found = this.list(wabaId).filter(
      (template) => template.name === name && (id === undefined || template.id === id),
    );
    for (const template of found) {
      const key = `${wabaId}/${template.name}/${template.language}`;
      this.#byKey.delete(key);
      this.#simulation.journal.drop('template', key);
    }
    return found;
  }

  #problem(
    name: string,
    language: string,
    category: string,
    components: { type: string; text?: unknown }[],
  ): string | undefined {
    if (!/^[a-z0-9_]{1,512}$/.test(name)) return 'name must be lowercase letters, digits and underscores';
    if (language === '') return 'language is required';
    if (!CATEGORIES.has(category)) return 'category must be one of MARKETING, UTILITY, AUTHENTICATION';
    if (components.some((component) => !COMPONENTS.has(component.type))) return 'unknown component type';
    const body = components.find((component) => component.type === 'BODY');
    if (!body && category !== 'AUTHENTICATION') return 'a BODY component is required';
    const text = textOf(body?.text) ?? '';
    if (text.length > BODY_LIMIT) return `the body must be at most ${BODY_LIMIT} characters long`;
    return undefined;
  }
}

/** Checks a send's components against the template; `undefined` means that they fit. */
export function checkParameters(template: Template, sent: unknown): GraphError | undefined {
  const components = arrayOf(sent).map(objectOf);
  for (const type of ['HEADER', 'BODY'] as const) {
    const expected = expectedOf(template, type);
    const given = components.find((component) => textOf(component['type'])?.toUpperCase() === type);
    const parameters = arrayOf(given?.['parameters']).map(objectOf);
    const isMedia = type === 'HEADER' && parameters.some((parameter) => parameter['type'] !== 'text');
    if (isMedia) continue;
    if (parameters.length !== expected.length) {
      const details = `${type.toLowerCase()}: number of localizable_params (${parameters.length}) does not match the expected number of params (${expected.length})`;
      return graphError(132000, details);
    }
    const mismatch = parameterMismatch(template, expected, parameters);
    if (mismatch) return graphError(132012, `${type.toLowerCase()}: ${mismatch}`);
  }
  return buttonMismatch(template, components);
}

function parameterMismatch(
  template: Template,
  expected: readonly string[],
  parameters: readonly Record<string, unknown>[],
): string | undefined {
  for (const parameter of parameters) {
    const type = textOf(parameter['type']);
    if (type === 'text' && typeof parameter['text'] !== 'string') return 'expected text';
    if (type === 'currency' && !isObject(parameter['currency'])) return 'expected currency';
    if (type === 'date_time' && !isObject(parameter['date_time'])) return 'expected date_time';
    if (type !== 'text' && type !== 'currency' && type !== 'date_time')
      return `unexpected parameter type ${String(type)}`;
    if (template.parameter_format !== 'NAMED') continue;
    const name = textOf(parameter['parameter_name']);
    if (name === undefined || !expected.includes(name))
      return `Parameter name is missing or empty: ${String(name)}`;
  }
  return undefined;
}

function buttonMismatch(
  template: Template,
  components: readonly Record<string, unknown>[],
): GraphError | undefined {
  const buttons = templateButtons(template);
  for (const component of components) {
    if (textOf(component['type'])?.toLowerCase() !== 'button') continue;
    const index = Number(textOf(component['index']) ?? NaN);
    const button = buttons[index];
    if (!button)
      return graphError(132000, `buttons: Button at index ${String(component['index'])} does not exist`);
    const subType = (textOf(component['sub_type']) ?? '').toUpperCase();
    if (subType !== textOf(button['type'])?.toUpperCase()) {
      return graphError(132012, `buttons: Button at index ${index} is not of type ${subType}`);
    }
  }
  return undefined;
}
