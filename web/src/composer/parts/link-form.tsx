import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { isLinkable } from '../markup/write-markup.ts';

type Props = {
  words: string;
  href: string | undefined;
  /** Without an address the words stay and lead nowhere. */
  onSet: (words: string, href: string | undefined) => void;
};

/** The words of a link and where it leads. */
export function LinkForm({ words: first, href, onSet }: Props) {
  const { t } = useLingui();
  const id = useId();
  const [words, setWords] = useState(first);
  const [address, setAddress] = useState(href ?? 'https://');
  const [asked, setAsked] = useState(false);
  const tidy = address.trim().replaceAll('(', '%28').replaceAll(')', '%29').replaceAll(' ', '%20');
  const wrong = isLinkable(tidy) ? undefined : t`An address starts with https:// and has no quotation marks.`;
  const noWords = /[^\s[\]]/.test(words) ? undefined : t`Write what people press.`;
  return (
    <form
      className="grid gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        // The form stands inside of the page's own.
        event.stopPropagation();
        setAsked(true);
        if (!wrong && !noWords) onSet(words.replace(/[[\]\n]/g, ''), tidy);
      }}
    >
      <TextField
        id={`${id}-words`}
        name="link-words"
        label={t`Words`}
        autoComplete="off"
        value={words}
        error={asked ? noWords : undefined}
        onChange={setWords}
      />
      <TextField
        id={`${id}-address`}
        name="link-address"
        label={t`Leads to`}
        type="text"
        autoComplete="off"
        value={address}
        error={asked ? wrong : undefined}
        onChange={setAddress}
      />
      <div className="flex justify-end gap-2">
        {href !== undefined && (
          <Button kind="quiet" onClick={() => onSet(words, undefined)}>
            <Trans>Remove link</Trans>
          </Button>
        )}
        <Button kind="primary" type="submit">
          <Trans>Set link</Trans>
        </Button>
      </div>
    </form>
  );
}
