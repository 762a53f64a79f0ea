// The values of an approved template as POST /{phone-number-id}/messages takes them (channel-protocols.md part A): only parts
// that are given something are named; places with names carry theirs, the others are told apart by their order.
import type {
  TemplateButtonValue,
  TemplateContent,
  TemplateHeader,
} from '@sampark/contracts/channel-content.ts';

export function templateComponents(content: TemplateContent): object[] {
  const { header, button_values = [], button_payloads = [] } = content;
  const body = [
    ...content.parameters.map((text) => ({ type: 'text', text })),
    ...Object.entries(content.named_parameters ?? {}).map(([parameter_name, text]) => ({
      type: 'text',
      parameter_name,
      text,
    })),
  ];
  return [
    ...(header ? [{ type: 'header', parameters: [headerParameter(header)] }] : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: body }] : []),
    ...button_payloads.map((payload, index) => button({ kind: 'quick_reply', index, payload })),
    ...button_values.map(button),
  ];
}

function headerParameter(header: TemplateHeader): object {
  if (header.kind === 'text') {
    const { name, text } = header;
    return { type: 'text', ...(name === undefined ? {} : { parameter_name: name }), text };
  }
  if (header.kind === 'location') {
    const { kind, latitude, longitude, name, address } = header;
    return { type: kind, [kind]: { latitude: latitude.trim(), longitude: longitude.trim(), name, address } };
  }
  const { kind, link } = header;
  const filename =
    header.kind === 'document' && header.filename !== undefined ? { filename: header.filename } : {};
  return { type: kind, [kind]: { link, ...filename } };
}

function button(value: TemplateButtonValue): object {
  return {
    type: 'button',
    sub_type: value.kind,
    index: String(value.index),
    parameters: [buttonParameter(value)],
  };
}

function buttonParameter(value: TemplateButtonValue): object {
  switch (value.kind) {
    case 'url':
      return { type: 'text', text: value.suffix };
    case 'quick_reply':
      return { type: 'payload', payload: value.payload };
    case 'copy_code':
      return { type: 'coupon_code', coupon_code: value.code };
  }
}
