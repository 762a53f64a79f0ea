import { Trans } from '@lingui/react/macro';

/** Opens the decision that was recorded for a message. */
export function WhyButton({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="inline-flex min-h-6 items-center underline underline-offset-2 hover:text-text pointer-coarse:min-h-11"
    >
      <Trans>Why?</Trans>
    </button>
  );
}
