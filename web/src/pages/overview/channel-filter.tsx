import type { Channel } from '@sampark/contracts/domain.ts';
import { useLayoutEffect } from 'react';
import { channelNames } from '../../lib/words.ts';
import { FilterChips } from '../../ui/filter-chip.tsx';

/** The channel the whole page is shown for. The chip takes it off, and so does Esc. */
export function ChannelFilter({ channel, onClear }: { channel: Channel; onClear: () => void }) {
  // Heard from the moment the chip is seen, not a little later.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // Esc first closes what is open over the page.
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'))
        return;
      onClear();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onClear]);
  return (
    <FilterChips
      chips={[{ key: 'channel', label: channelNames[channel], onRemove: onClear }]}
      onClear={onClear}
    />
  );
}
