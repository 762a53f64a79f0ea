// The error codes as people read them: docs/errors.md, and the page a problem's `type` points at. Both from the table in
// contracts/src/errors.ts.
import { errors } from '@sampark/contracts/errors.ts';
import { defineRoute, type AnyRoute } from './route.ts';

const introduction =
  'Every refusal is an `application/problem+json` document (RFC 9457) with a stable `code`, a `remedy` and the ' +
  '`request_id`. Where fields are at fault it lists them: `errors: [{field, reason, remedy}]`.';

/** The text of docs/errors.md; a test keeps the two equal. */
export function renderErrors(): string {
  const sections = Object.entries(errors).map(
    ([code, entry]) => `## ${code}\n\n**${entry.status}** ${entry.title}.\n\n${entry.remedy}\n`,
  );
  return ['# Errors\n', `${introduction}\n`, ...sections].join('\n');
}

function renderPage(): string {
  const items = Object.entries(errors).map(
    ([code, entry]) =>
      `<dt id="${code}"><code>${code}</code> (${entry.status})</dt><dd>${escape(entry.title)}. ${escape(entry.remedy)}</dd>`,
  );
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Errors of the Sampark API</title>' +
    `<body><main><h1>Errors</h1><p>${escape(introduction.replaceAll('`', ''))}</p><dl>${items.join('\n')}</dl></main></body></html>`
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export const errorDocRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/errors',
    summary: 'Every error code and what to do about it',
    tag: 'Operations',
    access: { public: 'Documentation' },
    response: { 200: null },
    produces: 'text/html',
    handler: async ({ reply }) => {
      reply.type('text/html; charset=utf-8');
      return renderPage();
    },
  }),
];
