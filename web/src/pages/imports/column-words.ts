import { useLingui } from '@lingui/react/macro';

/** What the server calls and says of columns, in the person's language. */
export function useColumnWords() {
  const { t } = useLingui();
  return {
    /** A column without a header has a name of the server's making. */
    name: (column: string) => {
      const number = /^column_(\d+)$/.exec(column)?.[1];
      return number === undefined ? column : t`Column ${number}`;
    },
    note: (note: string) => {
      const preferred = /^Used where “(.*)” is empty\.$/.exec(note)?.[1];
      if (preferred !== undefined) return t`Used where “${preferred}” is empty.`;
      if (note.startsWith('About e-mail')) return t`About e-mail: not taken as consent to messages.`;
      if (note.startsWith('About calls')) return t`About calls: not taken as consent to messages.`;
      if (note.startsWith('Added by the file of rejected rows'))
        return t`Comes from a download of rejected rows; left out.`;
      return note;
    },
  };
}
