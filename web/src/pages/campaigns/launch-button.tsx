import { Plural } from '@lingui/react/macro';
import { Send } from 'lucide-react';
import { useRef } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';

type Props = { count: number; later: boolean; busy: boolean; disabled: boolean; onLaunch: () => void };

/** Says to how many people it sends. Takes the pointer or Space, not Enter, and of a double click only the first. */
export function LaunchButton({ count, later, busy, disabled, onLaunch }: Props) {
  const { exact } = useFormat();
  const byEnter = useRef(false);
  const people = exact(count);
  return (
    <Button
      kind="primary"
      large
      busy={busy}
      disabled={disabled}
      icon={<Send className="size-4" aria-hidden />}
      onClick={(event) => {
        // A click made by a key counts no presses of the pointer; Space is deliberate, Enter often is not.
        if (event.detail === 0 && byEnter.current) return;
        if (event.detail > 1) return;
        onLaunch();
      }}
      onKeyDown={(event) => {
        byEnter.current = event.key === 'Enter';
        if (event.key === 'Enter') event.preventDefault();
      }}
      onKeyUp={() => {
        byEnter.current = false;
      }}
    >
      {later ? (
        <Plural value={count} one={`Schedule for ${people} person`} other={`Schedule for ${people} people`} />
      ) : (
        <Plural value={count} one={`Send to ${people} person`} other={`Send to ${people} people`} />
      )}
    </Button>
  );
}
