// Every text of a content that may hold variables, with where it stands. Pure.
import type { ChannelContent, TemplateContent } from './channel-content.ts';
import { locationFields } from './template-location.ts';

export type ContentText = {
  /** From the content on, such as `parameters.0`. */
  path: string;
  text: string;
};

export function textsIn(content: ChannelContent): ContentText[] {
  return content.kind === 'template' ? templateTexts(content) : [{ path: 'text', text: content.text }];
}

function templateTexts({
  parameters,
  named_parameters,
  header,
  button_values,
}: TemplateContent): ContentText[] {
  return [
    ...parameters.map((text, index) => ({ path: `parameters.${index}`, text })),
    ...Object.entries(named_parameters ?? {}).map(([name, text]) => ({
      path: `named_parameters.${name}`,
      text,
    })),
    ...(header === undefined ? [] : headerTexts(header)),
    ...(button_values ?? []).map((button, at) =>
      button.kind === 'url'
        ? { path: `button_values.${at}.suffix`, text: button.suffix }
        : button.kind === 'copy_code'
          ? { path: `button_values.${at}.code`, text: button.code }
          : { path: `button_values.${at}.payload`, text: button.payload },
    ),
  ];
}

function headerTexts(header: Header): ContentText[] {
  if (header.kind === 'text') return [{ path: 'header.text', text: header.text }];
  if (header.kind === 'location')
    return locationFields.map((field) => ({ path: `header.${field}`, text: header[field] }));
  const link = { path: 'header.link', text: header.link };
  return header.kind === 'document' && header.filename !== undefined
    ? [link, { path: 'header.filename', text: header.filename }]
    : [link];
}

/** The same template content with each of its texts put through `change`. */
export function mapTemplateTexts(
  content: TemplateContent,
  change: (text: string, path: string) => string,
): TemplateContent {
  const { parameters, named_parameters, header, button_values } = content;
  return {
    ...content,
    parameters: parameters.map((text, at) => change(text, `parameters.${at}`)),
    ...(named_parameters && {
      named_parameters: Object.fromEntries(
        Object.entries(named_parameters).map(([name, text]) => [
          name,
          change(text, `named_parameters.${name}`),
        ]),
      ),
    }),
    ...(header && { header: mapHeader(header, change) }),
    ...(button_values && { button_values: button_values.map((one, at) => mapButton(one, at, change)) }),
  };
}

type Change = (text: string, path: string) => string;
type Header = NonNullable<TemplateContent['header']>;
type Button = NonNullable<TemplateContent['button_values']>[number];

function mapHeader(header: Header, change: Change): Header {
  if (header.kind === 'text') return { ...header, text: change(header.text, 'header.text') };
  if (header.kind === 'location')
    return {
      kind: 'location',
      latitude: change(header.latitude, 'header.latitude'),
      longitude: change(header.longitude, 'header.longitude'),
      name: change(header.name, 'header.name'),
      address: change(header.address, 'header.address'),
    };
  const link = change(header.link, 'header.link');
  return header.kind === 'document' && header.filename !== undefined
    ? { ...header, link, filename: change(header.filename, 'header.filename') }
    : { ...header, link };
}

function mapButton(button: Button, at: number, change: Change): Button {
  const path = `button_values.${at}`;
  if (button.kind === 'url') return { ...button, suffix: change(button.suffix, `${path}.suffix`) };
  if (button.kind === 'copy_code') return { ...button, code: change(button.code, `${path}.code`) };
  return { ...button, payload: change(button.payload, `${path}.payload`) };
}
