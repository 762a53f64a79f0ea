import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../../i18n/use-format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { LanguageName } from '../language-name.tsx';
import { useCampaignProfiles } from './use-campaign-profiles.ts';

/** Whose words a campaign that was started says, each in the version it was started with. Nothing where it has none. */
export function CampaignProfilesCard({ id }: { id: string }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const items = useCampaignProfiles(id).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card
      id="profiles"
      title={t`Profiles`}
      note={t`Fixed when it was started: later versions change nothing here.`}
    >
      <ul className="divide-y divide-line">
        {items.map((one) => {
          const version = exact(one.version);
          return (
            <li
              key={one.profile_id}
              className="flex flex-wrap items-center justify-between gap-x-3 gap-y-0.5 py-1.5"
            >
              <span className="grid min-w-0">
                <Link
                  to="/profiles/$id"
                  params={{ id: one.profile_id }}
                  search={{ see: 'versions' }}
                  dir="auto"
                  className="inline-flex min-h-6 items-center justify-self-start font-medium [overflow-wrap:anywhere] hover:underline"
                >
                  {one.name}
                </Link>
                <span className="text-sm">
                  <LanguageName code={one.language} />
                </span>
              </span>
              <span className="flex items-center gap-2 text-sm text-muted">
                {one.is_default && (
                  <Badge>
                    <Trans>Default</Trans>
                  </Badge>
                )}
                <Trans>Version {version}</Trans>
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
