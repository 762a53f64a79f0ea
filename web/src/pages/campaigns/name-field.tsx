import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';

const looks = 'col-start-1 row-start-1 px-2 py-0.5 text-2xl font-semibold [overflow-wrap:anywhere]';

/**
 * The campaign's name, as its page's heading: it grows with what is written, and breaks into lines where there is little
 * room. It may stand empty while it is written, but is never kept so.
 */
export function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const { t } = useLingui();
  const [empty, setEmpty] = useState(false);
  return (
    <span className="-mx-2 inline-grid max-w-[calc(100%+16px)] justify-self-start">
      <span aria-hidden className={`${looks} invisible border border-transparent whitespace-pre-wrap`}>
        {/* Room for the cursor, and a height when nothing is written. */}
        {name}
        {'\u200b'}
      </span>
      <textarea
        aria-label={t`Name of the campaign`}
        value={empty ? '' : name}
        placeholder={name}
        maxLength={200}
        rows={1}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
        onChange={(event) => {
          // A pasted name may come with line breaks.
          const next = event.currentTarget.value.replaceAll(/\s*\n\s*/g, ' ');
          setEmpty(next.trim() === '');
          if (next.trim()) onChange(next);
        }}
        onBlur={() => setEmpty(false)}
        className={`${looks} size-full min-w-40 resize-none overflow-hidden rounded-md border border-transparent bg-transparent placeholder:text-subtle hover:border-line focus-visible:border-control`}
      />
    </span>
  );
}
