import { Trans, useLingui } from '@lingui/react/macro';
import { Download, FileText, OctagonX } from 'lucide-react';
import { useState } from 'react';
import { download } from '../../api/client.ts';
import { useUser } from '../../lib/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toasts.tsx';
import type { Experiment } from './results.ts';
import { StopDialog } from './stop-dialog.tsx';

/** Its report as a file; stopping one of its versions. */
export function ExperimentActions({ experiment }: { experiment: Experiment }) {
  const { t } = useLingui();
  const mayWrite = useUser()?.role !== 'compliance';
  const [stopping, setStopping] = useState<string>();
  const save = async (format: 'csv' | 'html') => {
    try {
      await download(
        'GET /api/v1/experiments/{id}/report',
        { path: { id: experiment.id }, query: { format } },
        `${experiment.name}.${format}`,
      );
      showToast(t`Saved. The audit trail says that you took it.`);
    } catch {
      showToast(t`The report could not be made. Try again.`);
    }
  };
  const open = experiment.variants.filter((one) => !one.is_control && !one.stopped_at);
  return (
    <>
      {mayWrite && experiment.status === 'running' && open.length > 0 && (
        <Menu
          trigger={
            <Button icon={<OctagonX className="size-4" aria-hidden />}>
              <Trans>Stop a version</Trans>
            </Button>
          }
        >
          {open.map((one) => (
            <MenuItem key={one.key} onClick={() => setStopping(one.key)}>
              {one.key} · {one.name}
            </MenuItem>
          ))}
        </Menu>
      )}
      <Menu
        trigger={
          <Button icon={<Download className="size-4" aria-hidden />}>
            <Trans>Report</Trans>
          </Button>
        }
      >
        <MenuItem
          icon={<FileText className="size-4 text-muted" aria-hidden />}
          onClick={() => void save('html')}
        >
          <Trans>To print</Trans>
        </MenuItem>
        <MenuItem
          icon={<Download className="size-4 text-muted" aria-hidden />}
          onClick={() => void save('csv')}
        >
          <Trans>As a table (CSV)</Trans>
        </MenuItem>
      </Menu>
      {stopping && (
        <StopDialog experiment={experiment} version={stopping} onClose={() => setStopping(undefined)} />
      )}
    </>
  );
}
