// The two ways a file arrives: as the body itself, or as one part of a form whose other parts are fields.
import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';
import type { ImportFieldsGiven } from './start-import.ts';

export type Upload = { body: AsyncIterable<Buffer>; fields: () => Promise<ImportFieldsGiven> };

const names = ['mapping', 'options', 'default_country', 'file_name', 'kind'] as const;

export async function readUpload(request: FastifyRequest, query: ImportFieldsGiven): Promise<Upload> {
  if (!request.isMultipart()) {
    const body = request.body as AsyncIterable<Buffer> | undefined;
    if (body === undefined || body === null)
      throw new Problem('import_header_missing', { detail: 'The file is empty.' });
    return { body, fields: async () => query };
  }
  const given: Record<string, string> = {};
  const parts = request.parts();
  const keep = (part: { fieldname: string; value: unknown }) => {
    if (names.some((name) => name === part.fieldname) && typeof part.value === 'string')
      given[part.fieldname] = part.value;
  };
  // Taken one by one: leaving a for-await loop at the file would end the form, and the fields behind it were lost.
  const following = () => parts.next().catch(unreadable);
  for (let next = await following(); !next.done; next = await following()) {
    const part = next.value;
    if (part.type === 'field') {
      keep(part);
      continue;
    }
    return {
      body: whole(part.file),
      fields: async () => {
        for (let later = await following(); !later.done; later = await following()) {
          if (later.value.type === 'field') keep(later.value);
          else later.value.file.resume();
        }
        return { file_name: part.filename, ...query, ...checked(given) };
      },
    };
  }
  throw new Problem('invalid_request', { errors: [{ field: 'body.file', reason: 'is missing: send the CSV as a part named file' }] }); // prettier-ignore
}

/** The form parser’s own faults carry no code: no boundary, no end, a broken head. */
function unreadable(cause: unknown): never {
  if (cause instanceof Problem || (cause as { code?: unknown } | undefined)?.code !== undefined) throw cause;
  throw new Problem('invalid_request', {
    errors: [{ field: 'body', reason: 'is not a form that can be read' }],
  });
}

/** The form parser ends a file quietly at its limit; half a file must not be imported. */
async function* whole(file: AsyncIterable<Buffer> & { truncated: boolean }): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch (cause) {
    unreadable(cause);
  }
  if (file.truncated) throw new Problem('import_too_large');
}

function checked(given: Record<string, string>): ImportFieldsGiven {
  if (given.kind !== undefined && given.kind !== 'prospects')
    throw new Problem('invalid_request', { errors: [{ field: 'kind', reason: 'must be prospects' }] });
  if (given.default_country !== undefined && !/^[A-Z]{2}$/.test(given.default_country))
    throw new Problem('invalid_request', { errors: [{ field: 'default_country', reason: 'must be two capital letters, such as BD' }] }); // prettier-ignore
  const { kind: _kind, ...fields } = given;
  return fields;
}
