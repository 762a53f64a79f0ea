import { Trans } from '@lingui/react/macro';
import { ArrowDown } from 'lucide-react';
import { Button } from '../ui/button.tsx';

/** Where previews stand below instead of beside: the way to them, for eyes and keyboard. `heading`: the id of their title. */
export function ToPreviews({ heading }: { heading: string }) {
  return (
    <Button
      className="justify-self-start lg:hidden"
      icon={<ArrowDown className="size-4" aria-hidden />}
      onClick={() => {
        const title = document.getElementById(heading);
        // Below the bar that stays at the top.
        title?.style.setProperty('scroll-margin-top', '80px');
        title?.setAttribute('tabindex', '-1');
        title?.scrollIntoView({ block: 'start' });
        title?.focus({ preventScroll: true });
      }}
    >
      <Trans>See how it looks</Trans>
    </Button>
  );
}
