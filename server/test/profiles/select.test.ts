// Which profile a person gets: a table of cases, and what holds for all profiles and people.
import type { TargetDemographics } from '@sampark/contracts/profiles.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitOf,
  languageWeight,
  selectProfile,
  weights,
  type PersonToSelect,
  type ProfileToSelect,
} from '../../src/profiles/select.ts';

const profile = (
  id: string,
  language: string,
  target: TargetDemographics | null = null,
  more: Partial<ProfileToSelect> = {},
): ProfileToSelect => ({
  ...{ id, name: id, language, is_active: true, is_default: false, target_demographics: target },
  ...more,
});
const person = (more: Partial<PersonToSelect> = {}): PersonToSelect => ({
  ...{ language: null, country: null, lead_score: 0, demographics: {}, asset_class_interests: null },
  ...more,
});

const amina = person({
  language: 'bn',
  country: 'AE',
  lead_score: 72,
  demographics: { age: 34, location: 'Dubai', interests: ['Crypto'] },
  asset_class_interests: ['real estate'],
});
const all: TargetDemographics = {
  age_range: [30, 45],
  location: ['dubai', 'Abu Dhabi'],
  countries: ['AE'],
  languages: ['bn', 'en'],
  interests: ['crypto', 'Real Estate', 'gold'],
  lead_score: [50, 90],
};

describe('the best-matching profile', () => {
  it.each<[string, ProfileToSelect[], PersonToSelect, string | undefined]>([
    ['the one whose circle is narrower', [profile('a', 'bn', { age_range: [30, 45] }), profile('b', 'bn', { age_range: [30, 45], location: ['Dubai'] })], amina, 'b'],
    ['the one they can read before the one whose circle fits', [profile('a', 'en', all), profile('b', 'bn')], amina, 'b'],
    ['of five languages their own', ['en', 'es', 'zh', 'ar', 'bn'].map((one) => profile(one, one)), person({ language: 'ar' }), 'ar'],
    ['none in another language than theirs, however well the rest fits', [profile('a', 'en', { age_range: [30, 45] })], amina, undefined],
    ['one in another language that names theirs', [profile('a', 'en', { languages: ['bn'] })], amina, 'a'],
    ['by what is known, where the language is not', [profile('a', 'en', { location: ['Dubai'] })], { ...amina, language: null }, 'a'],
    ['none that names something which does not hold', [profile('a', 'bn', { age_range: [40, 50] }), profile('d', 'en', null, { is_default: true })], amina, 'd'],
    ['none that names something nobody knows', [profile('a', 'en', { age_range: [0, 150] })], person(), undefined],
    ['an age that is no number is none', [profile('a', 'en', { age_range: [0, 150] })], person({ demographics: { age: '34' } }), undefined],
    ['none that is switched off, the default neither', [profile('a', 'bn', null, { is_active: false }), profile('d', 'en', null, { is_active: false, is_default: true })], amina, undefined],
    ['none that is in another language and for nobody in particular', [profile('b', 'en'), profile('a', 'en', {})], amina, undefined],
    ['the default before one for nobody in particular', [profile('a', 'en'), profile('d', 'es', { age_range: [1, 2] }, { is_default: true })], amina, 'd'],
    ['the default where two fit alike', [profile('a', 'bn'), profile('d', 'bn', null, { is_default: true })], amina, 'd'],
    ['by name where two fit alike', [profile('1', 'bn', null, { name: 'z' }), profile('2', 'bn', null, { name: 'y' })], amina, '2'],
    ['by id where they are called the same', [profile('2', 'bn', null, { name: 'y' }), profile('1', 'bn', null, { name: 'y' })], amina, '1'],
    ['empty lists ask for nothing', [profile('a', 'bn', { location: [], interests: [], countries: [], languages: [] })], amina, 'a'],
    ['nobody without profiles', [], amina, undefined],
  ])('%s', (_what, profiles, who, expected) => {
    expect(selectProfile(profiles, who)?.profile_id).toBe(expected);
  }); // prettier-ignore

  it('says why', () => {
    const selection = selectProfile([profile('a', 'bn', all)], amina);
    expect(selection?.reasons.map((one) => one.text)).toEqual([
      'speaks Bangla',
      'age 34 in 30–45',
      'location Dubai',
      'lives in United Arab Emirates',
      'speaks Bangla',
      'interested in crypto, Real Estate',
      'lead score 72 in 50–90',
    ]);
    expect(selectProfile([profile('d', 'en', null, { is_default: true })], amina)).toMatchObject({
      by_default: true,
      score: 0,
      reasons: [{ criterion: 'default' }],
    });
  });

  it('weighs the language above all else together', () => {
    expect(Object.values(weights).reduce((sum, one) => sum + one, 0)).toBeLessThan(languageWeight);
  });
});

const languages = fc.constantFrom('en', 'bn', 'ar');
const places = fc.constantFrom('Dubai', 'Dhaka', 'Madrid');
const interests = fc.constantFrom('crypto', 'gold', 'bonds');
const range = (most: number) =>
  fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as [number, number]);
const targets: fc.Arbitrary<TargetDemographics> = fc.record(
  {
    age_range: range(100),
    location: fc.uniqueArray(places),
    countries: fc.uniqueArray(fc.constantFrom('AE', 'BD')),
    languages: fc.uniqueArray(languages),
    interests: fc.uniqueArray(interests),
    lead_score: range(100),
  },
  { requiredKeys: [] },
);
const people: fc.Arbitrary<PersonToSelect> = fc.record({
  language: fc.option(languages),
  country: fc.option(fc.constantFrom('AE', 'BD')),
  lead_score: fc.nat(100),
  demographics: fc.record(
    {
      age: fc.oneof(fc.nat(100), fc.constant('?')),
      location: fc.oneof(places, fc.constant(7)),
      interests: fc.array(interests),
    },
    { requiredKeys: [] },
  ),
  asset_class_interests: fc.option(fc.array(interests)),
});
const lists = fc
  .array(
    fc.record({
      language: languages,
      target: fc.option(targets),
      is_active: fc.boolean(),
      name: fc.constantFrom('x', 'y'),
    }),
    { maxLength: 8 },
  )
  .chain((made) =>
    fc
      .nat(8)
      .map((chosen) =>
        made.map(({ target, ...one }, n) =>
          profile(String(n), one.language, target, { ...one, is_default: n === chosen }),
        ),
      ),
  );

describe('for all profiles and people', () => {
  const settings = { seed: 7, numRuns: 2_000 };

  it('the order of the profiles never matters', () => {
    fc.assert(
      fc.property(
        lists.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        people,
        ([list, shuffled], who) => {
          expect(selectProfile(shuffled, who)).toEqual(selectProfile(list, who));
        },
      ),
      settings,
    );
  });

  it('who is chosen is active, fits unless it is the default, and nobody who fits scores higher', () => {
    fc.assert(
      fc.property(lists, people, (list, who) => {
        const selection = selectProfile(list, who);
        const fits = list.flatMap((one) => (one.is_active ? (fitOf(one, who) ?? []) : []));
        const best = Math.max(-1, ...fits.map((fit) => fit.score));
        if (!selection) {
          expect(best <= 0 && !list.some((one) => one.is_default && one.is_active)).toBe(true);
          return;
        }
        const chosen = list.find((one) => one.id === selection.profile_id);
        expect(chosen?.is_active).toBe(true);
        if (selection.by_default) expect([chosen?.is_default, best <= 0]).toEqual([true, true]);
        else expect(selection.score).toBe(best);
      }),
      settings,
    );
  });

  it('one more criterion that holds never lowers a score, one that does not takes the profile out', () => {
    fc.assert(
      fc.property(
        languages,
        targets,
        people,
        fc.constantFrom(...(Object.keys(weights) as (keyof typeof weights)[])),
        targets,
        (language, target, who, added, from) => {
          const { [added]: _old, ...less } = target;
          fc.pre(from[added] !== undefined);
          const before = fitOf(profile('p', language, less), who);
          const after = fitOf(profile('p', language, { ...less, [added]: from[added] }), who);
          const alone = fitOf(profile('p', language, { [added]: from[added] }), who);
          expect(after === undefined || after.score >= (before?.score ?? 0)).toBe(true);
          expect(before !== undefined && after === undefined && alone !== undefined).toBe(false);
        },
      ),
      settings,
    );
  });

  it('taking away a profile that was not chosen changes nothing', () => {
    fc.assert(
      fc.property(lists, people, fc.nat(8), (list, who, place) => {
        const selection = selectProfile(list, who);
        const gone = list[place];
        if (!gone || gone.id === selection?.profile_id) return;
        expect(
          selectProfile(
            list.filter((one) => one !== gone),
            who,
          ),
        ).toEqual(selection);
      }),
      settings,
    );
  });
});
