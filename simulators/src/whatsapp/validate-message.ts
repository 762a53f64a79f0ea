// Shapes and lengths of POST /{phone-number-id}/messages. Pure: a body in, the first error or the essentials out.
import { arrayOf, isObject, objectOf, textOf } from '../core/json.ts';
import { graphError, type GraphError } from './errors.ts';

export interface Outgoing {
  to: string;
  type: string;
  opaque: string | undefined;
  template: Record<string, unknown> | undefined;
  /** What a person could press: interactive reply buttons or list rows. */
  choices: { kind: 'button_reply' | 'list_reply'; id: string; title: string; description?: string }[];
}

const TYPES = new Set([
  ...['text', 'template', 'interactive', 'image', 'video', 'audio', 'document', 'sticker'],
  ...['location', 'contacts', 'reaction'],
]);
const MEDIA = new Set(['image', 'video', 'audio', 'document', 'sticker']);

const missing = (name: string): GraphError => graphError(131008, `Required parameter is missing: ${name}`);
const tooLong = (name: string, most: number): GraphError =>
  graphError(131009, `${name} must be at most ${most} characters long`);

/** Digits only, or undefined when it cannot be a phone number. */
export function waId(to: string): string | undefined {
  const digits = to.replace(/[\s()+-]/g, '');
  return /^[1-9][0-9]{5,14}$/.test(digits) ? digits : undefined;
}

export function validateMessage(body: Record<string, unknown>): Outgoing | GraphError {
  if (body['messaging_product'] !== 'whatsapp') {
    return graphError(100, 'The parameter messaging_product is required and must be "whatsapp".');
  }
  if (body['recipient_type'] !== undefined && body['recipient_type'] !== 'individual') {
    return graphError(100, 'Param recipient_type must be "individual".');
  }
  const rawTo = textOf(body['to']);
  if (rawTo === undefined || rawTo === '') return graphError(100, 'The parameter to is required.');
  const to = waId(rawTo);
  if (!to) return graphError(131009, 'to is not a valid WhatsApp number');
  const type = textOf(body['type']) ?? 'text';
  if (!TYPES.has(type)) return graphError(131051, `Unsupported message type ${type}`);
  const opaque = textOf(body['biz_opaque_callback_data']);
  if (opaque !== undefined && opaque.length > 512) return tooLong('biz_opaque_callback_data', 512);
  const content = body[type];
  if (!isObject(content) && type !== 'contacts') return graphError(100, `The parameter ${type} is required.`);
  const outgoing: Outgoing = { to, type, opaque, template: undefined, choices: [] };
  const problem = contentProblem(type, objectOf(content), outgoing);
  return problem ?? outgoing;
}

function contentProblem(
  type: string,
  content: Record<string, unknown>,
  outgoing: Outgoing,
): GraphError | undefined {
  if (type === 'text') return textProblem(content);
  if (type === 'interactive') return interactiveProblem(content, outgoing);
  if (type === 'template') {
    outgoing.template = content;
    if (textOf(content['name']) === undefined) return missing('template[name]');
    if (textOf(objectOf(content['language'])['code']) === undefined)
      return missing('template[language][code]');
    return undefined;
  }
  if (!MEDIA.has(type)) return undefined;
  if (textOf(content['id']) === undefined && textOf(content['link']) === undefined)
    return missing(`${type}[id or link]`);
  return (textOf(content['caption']) ?? '').length > 1024 ? tooLong(`${type}[caption]`, 1024) : undefined;
}

function textProblem(content: Record<string, unknown>): GraphError | undefined {
  const body = content['body'];
  if (typeof body !== 'string' || body === '')
    return graphError(100, "The parameter text['body'] is required.");
  return body.length > 4096
    ? graphError(100, "Param text['body'] must be at most 4096 characters long.")
    : undefined;
}

function interactiveProblem(content: Record<string, unknown>, outgoing: Outgoing): GraphError | undefined {
  const body = textOf(objectOf(content['body'])['text']);
  if (body === undefined || body === '') return missing('interactive[body][text]');
  if (body.length > 1024) return tooLong('interactive[body][text]', 1024);
  const header = objectOf(content['header']);
  if (header['type'] === 'text' && (textOf(header['text']) ?? '').length > 60) return tooLong('header', 60);
  if ((textOf(objectOf(content['footer'])['text']) ?? '').length > 60) return tooLong('footer', 60);
  const action = objectOf(content['action']);
  if (content['type'] === 'button') return buttonsProblem(action, outgoing);
  if (content['type'] === 'list') return listProblem(action, outgoing);
  return content['type'] === 'cta_url' ? undefined : graphError(131009, 'interactive[type] is not supported');
}

function buttonsProblem(action: Record<string, unknown>, outgoing: Outgoing): GraphError | undefined {
  const buttons = arrayOf(action['buttons']).map((button) => objectOf(objectOf(button)['reply']));
  if (buttons.length < 1 || buttons.length > 3) return graphError(131009, 'buttons must number 1 to 3');
  for (const reply of buttons) {
    const id = textOf(reply['id']) ?? '';
    const title = textOf(reply['title']) ?? '';
    if (id === '' || title === '') return missing('button reply id and title');
    if (id.length > 256) return tooLong('reply[id]', 256);
    if (title.length > 20) return tooLong('reply[title]', 20);
    outgoing.choices.push({ kind: 'button_reply', id, title });
  }
  const ids = new Set(outgoing.choices.map((choice) => choice.id));
  return ids.size < buttons.length ? graphError(131009, 'button ids must be unique') : undefined;
}

function listProblem(action: Record<string, unknown>, outgoing: Outgoing): GraphError | undefined {
  const label = textOf(action['button']) ?? '';
  if (label === '') return missing('action[button]');
  if (label.length > 20) return tooLong('action[button]', 20);
  const sections = arrayOf(action['sections']).map(objectOf);
  if (sections.length < 1 || sections.length > 10) return graphError(131009, 'sections must number 1 to 10');
  for (const section of sections) {
    if ((textOf(section['title']) ?? '').length > 24) return tooLong('section[title]', 24);
    for (const row of arrayOf(section['rows']).map(objectOf)) {
      const id = textOf(row['id']) ?? '';
      const title = textOf(row['title']) ?? '';
      const description = textOf(row['description']) ?? '';
      if (id === '' || title === '') return missing('row id and title');
      if (id.length > 200) return tooLong('row[id]', 200);
      if (title.length > 24) return tooLong('row[title]', 24);
      if (description.length > 72) return tooLong('row[description]', 72);
      outgoing.choices.push({
        kind: 'list_reply',
        id,
        title,
        ...(description === '' ? {} : { description }),
      });
    }
  }
  const rows = outgoing.choices.length;
  return rows < 1 || rows > 10
    ? graphError(131009, 'rows must number 1 to 10 in all sections together')
    : undefined;
}
