import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { CheckpointList } from './checkpoint-list.tsx';
import { EntryList } from './entry-list.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { IntegrityCard } from './integrity-card.tsx';
import { tabs } from './routes.ts';

const route = getRouteApi('/app/audit');

export function AuditPage() {
  const { t } = useLingui();
  useTitle(t`Audit trail`);
  const navigate = route.useNavigate();
  const { tab = 'entries' } = route.useSearch();
  const [exporting, setExporting] = useState(false);
  // The list says to others that it is not theirs.
  const may = useUser()?.role !== 'standard';
  return (
    <div className="mx-auto grid w-full max-w-[1040px] gap-5">
      <PageHeader
        title={<Trans>Audit trail</Trans>}
        note={<Trans>What happened here, who did it and when. Nobody can change or delete an entry.</Trans>}
        actions={
          may && (
            <Button icon={<Download className="size-4" aria-hidden />} onClick={() => setExporting(true)}>
              <Trans>Export</Trans>
            </Button>
          )
        }
      />
      {may && <IntegrityCard />}
      <TabLinks
        label={t`What to look at`}
        items={[
          { value: 'entries', label: t`Entries` },
          { value: 'checkpoints', label: t`Checkpoints` },
        ]}
        value={tab}
        onChange={(next) =>
          void navigate({
            search: (shown) => ({ ...shown, tab: tabs.find((one) => one === next) }),
            replace: true,
          })
        }
      />
      {tab === 'entries' ? <EntryList /> : <CheckpointList />}
      {exporting && <ExportDialog onClose={() => setExporting(false)} />}
    </div>
  );
}
