// Which profile fits a person best, and why (FR-007). Pure. A profile fits when everything it names of its readers holds; what is
// not on record does not hold. In another language than the person's it fits only where it names theirs, and among those that
// fit the highest score wins: the person's language counts more than all else together, then the narrower circle. The
// campaign's default is for whom none of them is made.
import type { TargetDemographics } from '@sampark/contracts/profiles.ts';

export type ProfileToSelect = {
  id: string;
  name: string;
  language: string;
  is_active: boolean;
  is_default: boolean;
  target_demographics: TargetDemographics | null;
};

/** As prospects keep it; `demographics` may hold anything an import brought. */
export type PersonToSelect = {
  language: string | null;
  country: string | null;
  lead_score: number;
  demographics: Readonly<Record<string, unknown>>;
  asset_class_interests: unknown;
};

export type Criterion = 'language' | keyof typeof weights | 'default';
export type SelectionReason = {
  criterion: Criterion;
  /** What is known of the person. */
  found: string;
  text: string;
};
export type Selection = {
  profile_id: string;
  score: number;
  by_default: boolean;
  reasons: SelectionReason[];
};

export const weights = {
  location: 5,
  age_range: 4,
  lead_score: 3,
  interests: 3,
  countries: 2,
  languages: 2,
} as const;
/** More than all of the above, so that nobody gets words they cannot read because their age fits. */
export const languageWeight = 20;

/** Undefined: no profile is for this person, and there is no default. The order of `profiles` does not matter. */
export function selectProfile(
  profiles: readonly ProfileToSelect[],
  person: PersonToSelect,
): Selection | undefined {
  let best: { profile: ProfileToSelect; fit: Fit } | undefined;
  for (const profile of profiles) {
    const fit = profile.is_active ? fitOf(profile, person) : undefined;
    // One that says nothing of its readers and is not in their language is for nobody in particular.
    if (!fit || fit.score === 0) continue;
    if (!best || comesBefore({ profile, fit }, best)) best = { profile, fit };
  }
  if (best) return { profile_id: best.profile.id, by_default: false, ...best.fit };
  const fallback = profiles.find((one) => one.is_default && one.is_active);
  return fallback && defaultOf(fallback);
}

type Fit = { score: number; reasons: SelectionReason[] };

/** Undefined when the person does not read it, or something the profile names of its readers does not hold. */
export function fitOf(profile: ProfileToSelect, person: PersonToSelect): Fit | undefined {
  const target = profile.target_demographics ?? {};
  const reads = person.language === null || person.language === profile.language;
  if (!reads && !target.languages?.includes(person.language ?? '')) return undefined;
  const reasons: SelectionReason[] = [];
  let score = 0;
  if (person.language !== null && person.language === profile.language) {
    reasons.push({
      criterion: 'language',
      found: person.language,
      text: `speaks ${languageName(person.language)}`,
    });
    score += languageWeight;
  }
  for (const criterion of Object.keys(checks) as (keyof typeof weights)[]) {
    const holds = checks[criterion](target, person);
    if (holds === 'unasked') continue;
    if (holds === undefined) return undefined;
    reasons.push({ criterion, ...holds });
    score += weights[criterion];
  }
  return { score, reasons };
}

function comesBefore(
  one: { profile: ProfileToSelect; fit: Fit },
  other: { profile: ProfileToSelect; fit: Fit },
): boolean {
  if (one.fit.score !== other.fit.score) return one.fit.score > other.fit.score;
  if (one.profile.is_default !== other.profile.is_default) return one.profile.is_default;
  // By name, so that people can tell why; by id, because names may repeat.
  if (one.profile.name !== other.profile.name) return one.profile.name < other.profile.name;
  return one.profile.id < other.profile.id;
}

function defaultOf(profile: ProfileToSelect): Selection {
  const reason = { criterion: 'default', found: '', text: 'no profile is made for them' } as const;
  return { profile_id: profile.id, score: 0, by_default: true, reasons: [reason] };
}

/** `unasked`: the profile does not name it. Undefined: it names it and it does not hold. */
type Check = (
  target: TargetDemographics,
  person: PersonToSelect,
) => 'unasked' | undefined | { found: string; text: string };

const checks: Record<keyof typeof weights, Check> = {
  age_range: ({ age_range }, { demographics: { age } }) => {
    if (!age_range) return 'unasked';
    if (typeof age !== 'number' || age < age_range[0] || age > age_range[1]) return undefined;
    return { found: String(age), text: `age ${age} in ${age_range[0]}–${age_range[1]}` };
  },
  location: ({ location }, { demographics }) => {
    if (!location?.length) return 'unasked';
    const own = demographics['location'];
    if (typeof own !== 'string' || !location.some((one) => folded(one) === folded(own))) return undefined;
    return { found: own, text: `location ${own}` };
  },
  countries: ({ countries }, { country }) => {
    if (!countries?.length) return 'unasked';
    if (country === null || !countries.includes(country)) return undefined;
    return { found: country, text: `lives in ${regionName(country)}` };
  },
  languages: ({ languages }, { language }) => {
    if (!languages?.length) return 'unasked';
    if (language === null || !languages.includes(language)) return undefined;
    return { found: language, text: `speaks ${languageName(language)}` };
  },
  interests: ({ interests }, { demographics, asset_class_interests }) => {
    if (!interests?.length) return 'unasked';
    const own = new Set(
      [...wordsIn(demographics['interests']), ...wordsIn(asset_class_interests)].map(folded),
    );
    const common = interests.filter((one) => own.has(folded(one)));
    if (common.length === 0) return undefined;
    return { found: common.join(', '), text: `interested in ${common.join(', ')}` };
  },
  lead_score: ({ lead_score }, person) => {
    if (!lead_score) return 'unasked';
    if (person.lead_score < lead_score[0] || person.lead_score > lead_score[1]) return undefined;
    return {
      found: String(person.lead_score),
      text: `lead score ${person.lead_score} in ${lead_score[0]}–${lead_score[1]}`,
    };
  },
};

function folded(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase();
}

function wordsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const regionNames = new Intl.DisplayNames('en', { type: 'region' });

function languageName(code: string): string {
  return /^[a-z]{2,3}$/.test(code) ? (languageNames.of(code) ?? code) : code;
}

function regionName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regionNames.of(code) ?? code) : code;
}
