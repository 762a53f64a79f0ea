import { Trans, useLingui } from '@lingui/react/macro';
import { FlaskConical } from 'lucide-react';
import { Notice } from '../ui/notice.tsx';

/** Says on every page of the demo that nothing here is real, and where it differs from a real workspace. */
export function SampleData() {
  const { t } = useLingui();
  return (
    <div className="mb-6">
      <Notice icon={FlaskConical} tone="info" title={t`Sample data.`}>
        <Trans>
          Everyone here is invented and messages go to simulators. Quiet hours and weekly caps are off here.
        </Trans>
      </Notice>
    </div>
  );
}
