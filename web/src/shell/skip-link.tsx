import { Trans } from '@lingui/react/macro';

/** First stop of the keyboard on every page. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed start-3 top-3 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
    >
      <Trans>Skip to content</Trans>
    </a>
  );
}
