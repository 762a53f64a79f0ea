import { Trans, useLingui } from '@lingui/react/macro';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useUser } from '../../lib/use-session.ts';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { linkOf } from './condition-in-link.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import type { Segment } from './use-save-segment.ts';

/** What can be done with a saved segment besides changing it. */
export function SegmentActions({ segment, mayDelete }: { segment: Segment; mayDelete: boolean }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { name } = segment;
  const [asking, setAsking] = useState(false);
  if (useUser()?.role === 'compliance') return null;
  return (
    <>
      {mayDelete && (
        <Button
          kind="quiet"
          className="max-sm:order-last"
          icon={<Trash2 className="size-4" aria-hidden />}
          onClick={() => setAsking(true)}
        >
          <Trans>Delete</Trans>
        </Button>
      )}
      <Link
        to="/segments/$id"
        params={{ id: 'new' }}
        search={{ from: linkOf(segment.condition as unknown as SegmentCondition) }}
        className={buttonLooks()}
      >
        <Copy className="size-4" aria-hidden />
        <Trans>Make a copy</Trans>
      </Link>
      <Link to="/campaigns/new" search={{ segment_id: segment.id }} className={buttonLooks()}>
        <Send className="size-4" aria-hidden />
        <Trans>Write to them</Trans>
      </Link>
      {asking && (
        <DeleteDialog
          segment={segment}
          title={t`Delete “${name}”?`}
          onClose={() => setAsking(false)}
          onDeleted={() => void navigate({ to: '/segments' })}
        />
      )}
    </>
  );
}
