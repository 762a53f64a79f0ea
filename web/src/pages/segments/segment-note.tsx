import { Trans } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import type { Segment } from './use-save-segment.ts';

export function SegmentNote({ segment }: { segment: Segment }) {
  const version = useFormat().exact(segment.version);
  const owner = segment.owner_name;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {segment.shared && (
        <Badge tone="info">
          <Trans>Shared</Trans>
        </Badge>
      )}
      <span>
        <Trans>
          Version {version} of {owner}, saved <Ago at={segment.updated_at} />
        </Trans>
      </span>
    </span>
  );
}
