import { Trans, useLingui } from '@lingui/react/macro';
import { FlaskConical } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Me } from '../api/auth-types.ts';
import { Notice } from '../ui/notice.tsx';

const Removal = lazy(async () => ({
  default: (await import('./remove-sample-data.tsx')).RemoveSampleData,
}));

/** Says on every page of the demo that nothing here is real, where it differs, and how to be rid of it. */
export function SampleData({ user }: { user: Me }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  return (
    <div className="mb-6">
      <Notice icon={FlaskConical} tone="info" title={t`Sample data.`}>
        <Trans>
          Everyone here is invented and messages go to simulators. Quiet hours and weekly caps are off here.
        </Trans>{' '}
        {user.role === 'admin' && (
          <button
            type="button"
            onClick={() => setAsking(true)}
            className="inline-flex min-h-6 items-center font-medium text-text underline underline-offset-2"
          >
            <Trans>Remove sample data</Trans>
          </button>
        )}
      </Notice>
      {asking && (
        <Suspense>
          <Removal onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </div>
  );
}
