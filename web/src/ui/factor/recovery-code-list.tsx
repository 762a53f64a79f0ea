import { Trans, useLingui } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import { CopyText } from '../error-state.tsx';
import { Notice } from '../notice.tsx';

/** Shown this once. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3">
      <Notice icon={TriangleAlert} tone="warn" title={t`Keep these recovery codes now.`}>
        <Trans>They are shown only here. Each signs you in once when your phone is not at hand.</Trans>
      </Notice>
      <ul aria-label={t`Recovery codes`} className="grid grid-cols-1 gap-1 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <CopyText label={t`All of them`} text={codes.join(' ')} />
    </div>
  );
}
