import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useRegionNames } from '../../../i18n/region-names.ts';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { VariantChange } from './design.ts';

type Props = { letter: string; change: VariantChange; onChange: (change: VariantChange) => void };
const asCampaign = 'campaign';

/** Whose words, language and look a version speaks with. */
export function ProfileChoice({ letter, change, onChange }: Props) {
  const { t } = useLingui();
  const { language } = useRegionNames();
  const profiles = useQuery({
    queryKey: ['profiles', 'active'],
    queryFn: ({ signal }) => api('GET /api/v1/profiles', { query: { is_active: true, limit: 100 }, signal }),
  }).data?.items;
  return (
    <Card
      id="version-profile"
      title={t`The profile of version ${letter}`}
      note={t`Its text for the channel a person is reached on, in its language.`}
    >
      {profiles === undefined ? (
        <Skeleton className="h-11" />
      ) : profiles.length === 0 ? (
        <p className="text-muted">
          <Trans>You have no active profile yet. Write one first, then choose it here.</Trans>
        </p>
      ) : (
        <SelectField
          id="profile-of-version"
          label={t`Profile`}
          value={change.profile_id ?? asCampaign}
          items={[
            { value: asCampaign, label: t`As the campaign says` },
            ...profiles.map((one) => ({ value: one.id, label: `${one.name} · ${language(one.language)}` })),
          ]}
          onChange={(value) => onChange(value === asCampaign ? {} : { profile_id: value })}
        />
      )}
    </Card>
  );
}
