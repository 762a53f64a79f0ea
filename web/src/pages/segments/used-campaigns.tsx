import { useLingui } from '@lingui/react';
import { Link } from '@tanstack/react-router';
import { campaignWords } from '../../lib/words.ts';
import { Status } from '../../ui/status.tsx';
import type { Segment } from './use-save-segment.ts';

/** Campaigns by name and state. */
export function UsedCampaigns({ campaigns }: { campaigns: Segment['used_by'] }) {
  const { i18n } = useLingui();
  return (
    <ul className="divide-y divide-line">
      {campaigns.map((one) => {
        const { icon, tone, word, meaning } = campaignWords[one.status];
        return (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-3 py-1.5">
            <Link
              to="/campaigns/$id"
              params={{ id: one.id }}
              className="inline-flex min-h-6 min-w-6 items-center font-medium text-accent underline-offset-2 hover:underline"
            >
              {one.name}
            </Link>
            <Status icon={icon} tone={tone} word={i18n._(word)} meaning={i18n._(meaning)} />
          </li>
        );
      })}
    </ul>
  );
}
