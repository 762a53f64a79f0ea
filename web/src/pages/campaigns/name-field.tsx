import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';

/** The campaign's name, as its page's heading. It may stand empty while it is written, but is never kept so. */
export function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const { t } = useLingui();
  const [empty, setEmpty] = useState(false);
  return (
    <input
      aria-label={t`Name of the campaign`}
      value={empty ? '' : name}
      placeholder={name}
      maxLength={200}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setEmpty(next.trim() === '');
        if (next.trim()) onChange(next);
      }}
      onBlur={() => setEmpty(false)}
      className="-mx-2 w-full max-w-[640px] rounded-md border border-transparent bg-transparent px-2 text-2xl font-semibold placeholder:text-subtle hover:border-line focus-visible:border-control"
    />
  );
}
