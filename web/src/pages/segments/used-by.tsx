import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { UsedCampaigns } from './used-campaigns.tsx';
import type { Segment } from './use-save-segment.ts';

/** Campaigns aimed at it. Drafts follow its changes; what was launched keeps the version it was launched with. */
export function UsedBy({ segment }: { segment: Segment }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const rest = segment.used_by_count - segment.used_by.length;
  return (
    <Card
      id="used-by"
      title={t`Campaigns that use it`}
      note={t`A draft follows every change. A launched campaign keeps the version it was launched with.`}
    >
      {segment.used_by.length === 0 ? (
        <p className="text-muted">
          <Trans>None of yours yet. Choose it in the first step of a campaign.</Trans>
        </p>
      ) : (
        <UsedCampaigns campaigns={segment.used_by} />
      )}
      {rest > 0 && (
        <p className="mt-2 text-sm text-muted">
          <Plural value={rest} one={`and ${exact(rest)} older one`} other={`and ${exact(rest)} older ones`} />
        </p>
      )}
    </Card>
  );
}
