// Message templates of a WABA.
import type { Simulation } from '../core/simulation.ts';
import { arrayOf, objectOf, textOf } from '../core/json.ts';
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
  /** GREEN, YELLOW, RED; UNKNOWN until people have said something. */
  quality: string;
  rejected_reason: string;
  previous_category: string | undefined;
}

const CATEGORIES = new Set(['MARKETING', 'UTILITY', 'AUTHENTICATION']);
const COMPONENTS = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);
const HEADERS = new Set(['TEXT', 'IMAGE', 'VIDEO', 'GIF', 'DOCUMENT', 'LOCATION']);
const FORMATS = new Set(['POSITIONAL', 'NAMED']);
const BODY_LIMIT = 1_024;

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
      const kept = { quality: 'UNKNOWN', rejected_reason: 'NONE', previous_category: undefined, ...record };
      const template = kept as unknown as Template;
      this.#byKey.set(key, template);
      this.#nextId = Math.max(this.#nextId, Number(template.id) + 1);
    }
  }

  find(wabaId: string, name: string, language: string): Template | undefined {
    return this.#byKey.get(`${wabaId}/${name}/${language}`);
  }

  byId(id: string): Template | undefined {
    return [...this.#byKey.values()].find((template) => template.id === id);
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
    if (!FORMATS.has(format)) return graphError(100, 'parameter_format must be POSITIONAL or NAMED');
    const id = String(this.#nextId);
    this.#nextId += 1;
    const template: Template = {
      ...{ id, waba_id: wabaId, name, language, category, status: 'PENDING', parameter_format: format },
      ...{ components, quality: 'UNKNOWN', rejected_reason: 'NONE', previous_category: undefined },
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
    components: { type: string; text?: unknown; format?: unknown }[],
  ): string | undefined {
    if (!/^[a-z0-9_]{1,512}$/.test(name)) return 'name must be lowercase letters, digits and underscores';
    if (language === '') return 'language is required';
    if (!CATEGORIES.has(category)) return 'category must be one of MARKETING, UTILITY, AUTHENTICATION';
    if (components.some((component) => !COMPONENTS.has(component.type))) return 'unknown component type';
    const head = components.find((component) => component.type === 'HEADER');
    const format = (textOf(head?.format) ?? 'TEXT').toUpperCase();
    if (!HEADERS.has(format)) return `header format must be one of ${[...HEADERS].join(', ')}`;
    if (format === 'LOCATION' && category === 'AUTHENTICATION')
      return 'a location header needs the category UTILITY or MARKETING';
    const body = components.find((component) => component.type === 'BODY');
    if (!body && category !== 'AUTHENTICATION') return 'a BODY component is required';
    const text = textOf(body?.text) ?? '';
    if (text.length > BODY_LIMIT) return `the body must be at most ${BODY_LIMIT} characters long`;
    return undefined;
  }
}
