import { useLingui } from '@lingui/react/macro';
import { useRegionNames } from '../../i18n/region-names.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Draft } from './profile-draft.ts';

type Target = Draft['target_demographics'];

/** Whom a profile is made for, a phrase a condition. Empty: everybody who speaks its language. */
export function useTargetWords(): (target: Target) => string[] {
  const { t } = useLingui();
  const { region, language } = useRegionNames();
  const { exact, tag } = useFormat();
  const any = (words: readonly string[]) => new Intl.ListFormat(tag, { type: 'disjunction' }).format(words);
  return (target) => {
    const { age_range, location, countries, languages, interests, lead_score } = target;
    const lines: string[] = [];
    if (age_range) {
      const [from, to] = [exact(age_range[0]), exact(age_range[1])];
      lines.push(t`${from} to ${to} years old`);
    }
    if (location?.length) {
      const places = any(location);
      lines.push(t`living in ${places}`);
    }
    if (countries?.length) {
      const places = any(countries.map(region));
      lines.push(t`in ${places}`);
    }
    if (languages?.length) {
      const tongues = any(languages.map(language));
      lines.push(t`speaking ${tongues}`);
    }
    if (interests?.length) {
      const subjects = any(interests);
      lines.push(t`interested in ${subjects}`);
    }
    if (lead_score) {
      const [from, to] = [exact(lead_score[0]), exact(lead_score[1])];
      lines.push(t`with a score of ${from} to ${to}`);
    }
    return lines;
  };
}
