import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import type { Campaign } from './campaign-header.tsx';

/** The saved segment and its version: until the launch as it is now, from then on as it was. */
export function AimedAt({ campaign }: { campaign: Campaign }) {
  const { exact } = useFormat();
  const { segment, target_segment: target } = campaign;
  if (campaign.recipients_listed > 0) return null;
  if (!segment)
    return target.segment_id ? <Trans>Its segment was deleted, or is not shared any more</Trans> : null;
  const version = exact(segment.version);
  return (
    <span>
      <Trans>Segment</Trans>{' '}
      <Link
        to="/segments/$id"
        params={{ id: segment.id }}
        className="inline-flex min-h-6 min-w-6 items-center font-medium text-accent underline-offset-2 hover:underline"
      >
        {segment.name}
      </Link>
      {', '}
      {campaign.launched_at ? (
        <Trans>version {version} as at the launch</Trans>
      ) : (
        <Trans>version {version}, until the launch as it is then</Trans>
      )}
    </span>
  );
}
