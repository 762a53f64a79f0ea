import { useLingui } from '@lingui/react/macro';
import { useRegionNames } from '../../../i18n/region-names.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import type { Answer } from '../../../api/client.ts';

type Reason = Answer<'GET /api/v1/campaigns/{id}/profile-preview'>['people'][number]['reasons'][number];

/** Why a profile was chosen for somebody, in the language on screen. */
export function useWhy(): (reason: Reason) => string {
  const { t } = useLingui();
  const { language, region } = useRegionNames();
  const { exact } = useFormat();
  return ({ criterion, found }) => {
    switch (criterion) {
      case 'language':
      case 'languages': {
        const tongue = language(found);
        return t`speaks ${tongue}`;
      }
      case 'location':
        return t`lives in ${found}`;
      case 'countries': {
        const country = region(found);
        return t`lives in ${country}`;
      }
      case 'age_range': {
        const age = exact(Number(found));
        return t`is ${age} years old`;
      }
      case 'lead_score': {
        const score = exact(Number(found));
        return t`has a score of ${score}`;
      }
      case 'interests':
        return t`is interested in ${found}`;
      case 'default':
        return t`no profile is made for them`;
    }
  };
}
