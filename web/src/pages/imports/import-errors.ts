// What the server says about a file, in the person's language. It answers in English, with details only for some codes.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { ApiProblem } from '../../api/problem.ts';
import { useErrorText, type ErrorText } from '../../lib/error-text.ts';

type Entry = { title: MessageDescriptor; remedy: MessageDescriptor };

const tooLarge: Entry = {
  title: msg`The file is too large`,
  remedy: msg`Split it and import the parts.`,
};

const entries: Record<string, Entry> = {
  import_not_csv: {
    title: msg`This is not a CSV file`,
    remedy: msg`Open it in the tool it comes from and export it as CSV.`,
  },
  import_header_missing: {
    title: msg`No column could be read as the phone number`,
    remedy: msg`The first row should name the columns, and one of them has to hold phone numbers.`,
  },
  import_mapping_invalid: {
    title: msg`The columns do not fit the file`,
    remedy: msg`Choose the file again, then say anew what its columns are.`,
  },
  import_too_large: tooLarge,
  too_large: tooLarge,
  import_not_finished: {
    title: msg`This import is still being read`,
    remedy: msg`Wait until it is done, then undo it.`,
  },
  import_not_undoable: {
    title: msg`This import cannot be undone any more`,
    remedy: msg`It was undone already.`,
  },
};

/** Why a file could not be read to its end. */
export const stoppedWords: Record<string, MessageDescriptor> = {
  file_missing: msg`The uploaded file is no longer there. Import it again: people who were added already are recognised.`,
};

export function useImportError(): (error: unknown) => ErrorText {
  const { i18n } = useLingui();
  const common = useErrorText();
  return (error) => {
    const text = common(error);
    const entry = error instanceof ApiProblem ? entries[error.code] : undefined;
    return entry ? { ...text, title: i18n._(entry.title), remedy: i18n._(entry.remedy) } : text;
  };
}
