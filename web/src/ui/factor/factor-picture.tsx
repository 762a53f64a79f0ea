import { Trans, useLingui } from '@lingui/react/macro';
import type { NewFactor } from '@sampark/contracts/sign-in.ts';
import { CopyText } from '../error-state.tsx';

/** What the authenticator is set up with: to be photographed, or typed. */
export function FactorPicture({ factor }: { factor: NewFactor }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3">
      <p>
        <Trans>
          Open an authenticator on your phone (any will do) and scan this picture. Then enter the six digits
          it shows.
        </Trans>
      </p>
      <img
        src={factor.qr}
        alt={t`QR code for the authenticator; the key below says the same`}
        className="mx-auto size-48 rounded-md bg-[#fff]"
      />
      <CopyText label={t`Or type this key`} text={factor.secret} />
    </div>
  );
}
