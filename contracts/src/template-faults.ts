// Whether the values a message gives fit the approved template it names: what the platform would refuse at the first send
// (132000 a wrong number, 132012 a wrong kind, 131008 none where one is needed, 132005 too long). Pure.
import type { TemplateContent } from './channel-content.ts';
import { farthest, isCoordinate, locationFields, type TemplateLocation } from './template-location.ts';
import { placeholder, type TemplateParts } from './template-parts.ts';
import { templateRoom } from './template-text.ts';

export type TemplateFault = {
  /** From the content on, such as `parameters` or `button_values.1`. */
  path: string;
  reason: string;
  remedy: string;
};

export function templateFaults(content: TemplateContent, parts: TemplateParts): TemplateFault[] {
  return [
    ...bodyFaults(content, parts),
    ...headerFaults(content.header, parts.header),
    ...buttonFaults(content, parts.buttons),
  ];
}

function bodyFaults(content: TemplateContent, { format, body }: TemplateParts): TemplateFault[] {
  const named = content.named_parameters ?? {};
  const given = Object.keys(named);
  const literal = body.text.replace(placeholder, '').length;
  if (format === 'positional') {
    if (given.length > 0)
      return [
        fault(
          'named_parameters',
          'The template’s places are numbered, not named',
          'Give its values in order.',
        ),
      ];
    const { parameters } = content;
    if (parameters.length !== body.places.length)
      return [
        fault(
          'parameters',
          `The template takes ${count(body.places.length)}, the message gives ${parameters.length}`,
          'Give one value for each place.',
        ),
      ];
    return [
      ...emptyFaults(parameters.map((text, at) => [`parameters.${at}`, text])),
      ...lengthFault('parameters', literal + sum(parameters)),
    ];
  }
  if (content.parameters.length > 0)
    return [
      fault('parameters', 'The template’s places are named, not numbered', 'Give its values by their names.'),
    ];
  const wanted = body.places.map((place) => place.name);
  return [
    ...wanted
      .filter((name) => !Object.hasOwn(named, name))
      .map((name) =>
        fault(
          `named_parameters.${name}`,
          `The place “${name}” has no value`,
          'Give one value for each place.',
        ),
      ),
    ...given
      .filter((name) => !wanted.includes(name))
      .map((name) =>
        fault(`named_parameters.${name}`, `The template has no place “${name}”`, 'Leave it out.'),
      ),
    ...emptyFaults(Object.entries(named).map(([name, text]) => [`named_parameters.${name}`, text])),
    ...lengthFault('named_parameters', literal + sum(Object.values(named))),
  ];
}

function headerFaults(given: TemplateContent['header'], header: TemplateParts['header']): TemplateFault[] {
  const place = header?.kind === 'text' ? header.places[0] : undefined;
  const takes = header === null ? undefined : header.kind === 'text' ? place && 'text' : header.kind;
  if (takes === 'other')
    return [
      fault(
        'header',
        'The template’s head is of a kind that cannot be given from here',
        'Choose another template.',
      ),
    ];
  if (given === undefined)
    return takes === undefined
      ? []
      : [fault('header', `The template’s head takes ${described[takes]}`, 'Give it.')];
  if (takes === undefined) return [fault('header', 'The template’s head takes no value', 'Leave it out.')];
  if (given.kind !== takes)
    return [
      fault(
        'header',
        `The template’s head takes ${described[takes]}, not ${described[given.kind]}`,
        'Give that.',
      ),
    ];
  if (given.kind === 'location') return locationFaults(given);
  if (given.kind !== 'text') return linkFaults(given.link);
  if (given.name !== undefined && given.name !== place?.name)
    return [
      fault(
        'header.name',
        `The head has no place “${given.name}”`,
        `Name it “${place?.name}”, or leave the name out.`,
      ),
    ];
  const length = (header?.text ?? '').replace(placeholder, '').length + fixedLength(given.text);
  return [
    ...emptyFaults([['header.text', given.text]]),
    ...(length > templateRoom.header ? [tooLong('header.text', length, templateRoom.header)] : []),
  ];
}

const described = {
  ...{ text: 'a value', image: 'a picture', video: 'a video', document: 'a document' },
  location: 'a place on a map',
} as const;

function locationFaults(given: TemplateLocation): TemplateFault[] {
  const empty = emptyFaults(locationFields.map((field) => [`header.${field}`, given[field]]));
  const wrong = (['latitude', 'longitude'] as const).filter(
    (field) =>
      given[field].trim() !== '' && !given[field].includes('{') && !isCoordinate(field, given[field]),
  );
  return [
    ...empty,
    ...wrong.map((field) =>
      fault(
        `header.${field}`,
        `This is no ${field} in decimal degrees`,
        `Give a number from -${farthest[field]} to ${farthest[field]}, such as 23.7806.`,
      ),
    ),
  ];
}

function linkFaults(link: string): TemplateFault[] {
  if (link.includes('{') || isLink(link)) return [];
  return [fault('header.link', 'This is no address of a file on the web', 'Begin it with https://.')];
}

export function isLink(link: string): boolean {
  return /^https?:\/\//.test(link) && URL.canParse(link);
}

function buttonFaults(
  { button_values = [], button_payloads = [] }: TemplateContent,
  buttons: TemplateParts['buttons'],
): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const seen = new Set<number>();
  button_values.forEach((value, at) => {
    const path = `button_values.${at}`;
    const button = buttons[value.index];
    const name = `button ${value.index + 1}`;
    if (!button) faults.push(fault(path, `The template has no ${name}`, 'Leave it out.'));
    else if (button.takes !== takenBy[value.kind])
      faults.push(
        fault(path, `The template’s ${name} takes ${whatItTakes(button.takes)}`, 'Give what it takes.'),
      );
    else if (seen.has(value.index)) faults.push(fault(path, `The ${name} is given twice`, 'Give it once.'));
    seen.add(value.index);
    if (value.kind === 'copy_code' && fixedLength(value.code) > templateRoom.code)
      faults.push(tooLong(`${path}.code`, fixedLength(value.code), templateRoom.code));
  });
  button_payloads.forEach((_, index) => {
    if (buttons[index]?.takes === 'payload') return;
    faults.push(
      fault(
        `button_payloads.${index}`,
        `The template’s button ${index + 1} takes no payload`,
        'Leave it out.',
      ),
    );
  });
  buttons.forEach((button, index) => {
    if (!button.needed || seen.has(index)) return;
    faults.push(
      fault(
        'button_values',
        `The template’s button ${index + 1} (“${button.text}”) takes ${whatItTakes(button.takes)}`,
        'Give it.',
      ),
    );
  });
  return faults;
}

const takenBy = { url: 'suffix', quick_reply: 'payload', copy_code: 'code' } as const;

function whatItTakes(takes: TemplateParts['buttons'][number]['takes']): string {
  if (takes === null) return 'nothing';
  return { suffix: 'the end of its address', payload: 'a payload', code: 'the code to copy' }[takes];
}

function emptyFaults(texts: [path: string, text: string][]): TemplateFault[] {
  return texts
    .filter(([, text]) => text.trim() === '')
    .map(([path]) => fault(path, 'This place of the template is empty', 'Give it a value.'));
}

function lengthFault(path: string, length: number): TemplateFault[] {
  return length > templateRoom.body ? [tooLong(path, length, templateRoom.body)] : [];
}

function sum(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + fixedLength(text), 0);
}

/** What it takes at least: how long variables become is known for each person only. */
function fixedLength(text: string): number {
  return text.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, '').length;
}

function count(places: number): string {
  return places === 1 ? '1 value' : `${places} values`;
}

function tooLong(path: string, length: number, most: number): TemplateFault {
  return fault(path, `Filled in it has at least ${length} characters, of ${most}`, 'Shorten it.');
}

function fault(path: string, reason: string, remedy: string): TemplateFault {
  return { path, reason, remedy };
}
