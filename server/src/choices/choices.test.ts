import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { channels } from '@sampark/contracts/domain.ts';
import { restKey } from '@sampark/contracts/experiments.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allWords,
  channelsWritten,
  wordsFor,
  type ChosenExperiment,
  type ChosenProfile,
  type ChosenVariant,
  type Written,
} from './choices.ts';
import { borrowedWords, oneLanguageForAll } from './doubtful-words.ts';
import { chooser, possibleChoices } from './choose.ts';
import { eachWords, widest } from './each-words.ts';
import { silentProblems } from './silent-problems.ts';

const text = (words: string) => ({ kind: 'text' as const, text: words });

function profile(id: string, language: string, contents: ContentByChannel, more = {}): ChosenProfile {
  return {
    ...{
      id,
      name: `In ${language}`,
      language,
      contents,
      version: 3,
      is_active: true,
      is_default: false,
      choosable: true,
    },
    ...{ target_demographics: null, ...more },
  };
}

function campaign(profiles: readonly ChosenProfile[], more: Partial<Written> = {}): Written {
  return {
    channel_content: { signal: text('own') },
    channel_order: ['telegram', 'signal', 'imessage'],
    engagement_profile_id: null,
    choices: { profiles: new Map(profiles.map((one) => [one.id, one])), fitted: true },
    ...more,
  };
}

const keys = { derive: (purpose: string) => Buffer.alloc(32, purpose) };
const bangla = profile('bn', 'bn', { signal: text('বাংলা'), telegram: text('বাংলা টেলিগ্রাম') });
const spanish = profile('es', 'es', { imessage: text('hola') });

function version(variant: number, name: string, more: Partial<ChosenVariant> = {}): ChosenVariant {
  return {
    ...{ variant, key: 'ABC'.charAt(variant - 1), name, is_control: variant === 1, stopped: false },
    ...{ profile_id: null, contents: {}, channel_order: null, send_time: null, ...more },
  };
}

function experiment(variants: ChosenVariant[]) {
  return {
    ...{ profiles: new Map<string, ChosenProfile>(), fitted: false },
    experiment: {
      ...{ id: 'e', holdout_share: 0, stretches: [], winner: null, rolled_out_at: null, time_zone: 'UTC' },
      variants,
    } satisfies ChosenExperiment as ChosenExperiment,
  };
}

describe('what a person is sent', () => {
  it('is their profile’s, and the campaign’s own where the profile says nothing', () => {
    const both = campaign([bangla, spanish]);
    expect(wordsFor(both, { engagement_profile_id: 'bn', variant: null })).toEqual({
      channel_content: bangla.contents,
      channel_order: ['telegram', 'signal'],
      languages: { signal: 'bn', telegram: 'bn' },
      whose: { signal: 'In bn', telegram: 'In bn' },
    });
    expect(wordsFor(both, { engagement_profile_id: 'es', variant: null })).toEqual({
      channel_content: { signal: text('own'), imessage: text('hola') },
      channel_order: ['signal', 'imessage'],
      languages: { imessage: 'es' },
      whose: { imessage: 'In es' },
    });
    expect(wordsFor(both, { engagement_profile_id: null, variant: null })).toEqual({
      channel_content: { signal: text('own') },
      channel_order: ['signal'],
      languages: {},
      whose: {},
    });
  });

  it('is the campaign’s own under a default profile alone', () => {
    const plain: Written = { ...campaign([]), engagement_profile_id: 'bn', choices: undefined };
    const person = {
      ...{ id: 'p', language: 'bn', country: null, lead_score: 0 },
      ...{ demographics: {}, asset_class_interests: null },
    };
    expect(chooser(keys, { ...plain, workspace_id: 'w' })(person)).toEqual({
      ...{ fate: 'sent', engagement_profile_id: 'bn', variant: null, in_trial: null },
    });
    expect(wordsFor(plain, { engagement_profile_id: 'bn', variant: null }).channel_content).toEqual(
      plain.channel_content,
    );
  });

  it('names every channel that anybody is written to on, and no other', () => {
    expect(channelsWritten(campaign([bangla, spanish]))).toEqual(['telegram', 'signal', 'imessage']);
    expect(channelsWritten(campaign([spanish], { channel_content: {} }))).toEqual(['imessage']);
    expect(channelsWritten(campaign([]))).toEqual(['signal']);
  });

  it('is among all that may be sent, whoever the person is', () => {
    const content = fc
      .subarray([...channels])
      .map((some) => Object.fromEntries(some.map((one) => [one, text(one)])) as ContentByChannel);
    const language = fc.constantFrom('en', 'es', 'zh', 'ar', 'bn');
    const somebody = fc.record({
      id: fc.uuid({ version: 4 }),
      language: fc.option(language, { nil: null }),
      country: fc.constantFrom('BD', null),
      lead_score: fc.integer({ min: 0, max: 100 }),
      demographics: fc.record({ age: fc.integer({ min: 18, max: 90 }) }),
      asset_class_interests: fc.constant(null),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(language, content), { maxLength: 5 }),
        fc.boolean(),
        content,
        fc.shuffledSubarray([...channels]),
        somebody,
        (given, hasDefault, own, order, person) => {
          const profiles = given.map(([spoken, contents], at) =>
            profile(`p${at}`, spoken, contents, { is_default: hasDefault && at === 0 }),
          );
          const all = campaign(profiles, {
            channel_content: own,
            channel_order: order,
            engagement_profile_id: hasDefault && profiles[0] ? 'p0' : null,
          });
          const { engagement_profile_id, variant } = chooser(keys, { ...all, workspace_id: 'w' })(person);
          const choice = { engagement_profile_id, variant };
          const words = wordsFor(all, choice);
          expect(allWords(all)).toContainEqual({ ...choice, ...words });
          for (const channel of words.channel_order) {
            expect(channelsWritten(all)).toContain(channel);
            expect(widest(all).channel_content[channel]).toBeDefined();
          }
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('a check of all words', () => {
  it('says whose a fault is, and each once', async () => {
    const faulty = await eachWords(campaign([bangla, spanish]), (own) =>
      own.channel_order.map((channel) => ({
        ...{ code: 'template_invalid', field: `channel_content.${channel}`, remedy: '', blocking: true },
        reason: `fault on ${channel}`,
      })),
    );
    expect(faulty.map((one) => `${one.field}: ${one.reason}`).toSorted()).toEqual([
      'channel_content.imessage: “In es”: fault on imessage',
      'channel_content.signal: fault on signal',
      'channel_content.signal: “In bn”: fault on signal',
      'channel_content.telegram: “In bn”: fault on telegram',
    ]);
  });
});

describe('who would be sent nothing', () => {
  const silent = (own: Written) => silentProblems(own).map((one) => [one.field, one.reason, one.blocking]);

  it('is named: people whom no profile fits, a profile, a version', () => {
    expect(silent(campaign([bangla, spanish]))).toEqual([]);
    expect(silent(campaign([bangla], { channel_content: {} }))).toEqual([
      ['default_profile_id', 'People whom no profile fits are sent nothing', false],
    ]);
    const byDefault = { ...bangla, is_default: true };
    const quiet = profile('q', 'es', {});
    const more = { channel_content: {}, engagement_profile_id: 'bn' };
    expect(silent(campaign([byDefault, quiet], more))).toEqual([
      ['channel_content', '“In es”: says nothing on any channel of the campaign', false],
    ]);
  });

  it('is everybody where nothing is said: a problem of its own', () => {
    expect(silent(campaign([], { channel_content: {} }))).toEqual([]);
    expect(silent({ ...campaign([]), channel_content: {}, choices: undefined })).toEqual([]);
  });

  it('stops a launch where it is a version', () => {
    const tried = experiment([
      version(1, 'Own order'),
      version(2, 'WhatsApp only', { channel_order: ['whatsapp'] }),
    ]);
    expect(silent({ ...campaign([]), choices: tried })).toEqual([
      ['channel_content', '“WhatsApp only”: says nothing on any channel of the campaign', true],
    ]);
  });
});

describe('a version that says the campaign’s words on a channel', () => {
  const told = (variants: ChosenVariant[], own: Partial<Written> = {}) =>
    borrowedWords({ ...campaign([]), choices: experiment(variants), ...own }).map((one) => one.field);
  const both: Partial<Written> = {
    channel_content: { signal: text('own'), imessage: text('own') },
    channel_order: ['signal', 'imessage'],
  };
  const warm = version(2, 'Warm', { contents: { signal: text('warm') } });

  it('is told of, channel by channel, and never stops the launch', () => {
    expect(told([version(1, 'Formal'), warm], both)).toEqual([
      'experiment.variants.1.change.channel_content.imessage',
    ]);
    const [problem] = borrowedWords({
      ...{ ...campaign([]), ...both, choices: experiment([version(1, 'Formal'), warm]) },
    });
    expect(problem).toMatchObject({ code: 'variant_words', channel: 'imessage', whose: 'Warm' });
    expect([problem?.blocking, problem?.remedy]).toEqual([
      false,
      'Write this variant’s words for iMessage, or take iMessage out of the campaign.',
    ]);
  });

  it('is not, where it has no words at all, has them everywhere, is stopped, or nobody is written to there', () => {
    const everywhere = version(2, 'Warm', { contents: { signal: text('w'), imessage: text('w') } });
    expect(told([version(1, 'Formal'), version(2, 'Same')], both)).toEqual([]);
    expect(told([version(1, 'Formal'), everywhere], both)).toEqual([]);
    expect(told([version(1, 'Formal'), { ...warm, stopped: true }], both)).toEqual([]);
    expect(told([version(1, 'Formal'), warm])).toEqual([]);
  });
});

describe('what somebody may come to be sent', () => {
  const person = (id: string) => ({
    ...{ id, language: 'bn', country: null, lead_score: 0, demographics: {}, asset_class_interests: null },
  });
  const waiting = { stretches: [{ key: restKey, from: 0, to: 10_000 }] };
  const among = (more: Partial<ChosenExperiment>, variants: ChosenVariant[]) =>
    possibleChoices(keys, {
      ...{ ...campaign([bangla]), workspace_id: 'w' },
      choices: {
        ...campaign([bangla]).choices!,
        experiment: { ...experiment(variants).experiment, ...more },
      },
    })(person('p')).map((one) => [one.variant, one.engagement_profile_id]);
  const three = [version(1, 'A'), version(2, 'B', { profile_id: 'own' }), version(3, 'C')];

  it('is every variant that may still win, for whoever waits for the winner; each with its profile', () => {
    expect(among(waiting, three)).toEqual([
      [1, 'bn'],
      [2, 'own'],
      [3, 'bn'],
    ]);
    const [a, b, c] = three as [ChosenVariant, ChosenVariant, ChosenVariant];
    expect(among(waiting, [a, b, { ...c, stopped: true }])).toEqual([
      [1, 'bn'],
      [2, 'own'],
    ]);
  });

  it('is the winner alone once it was declared, and the variant they were drawn for if they do not wait', () => {
    expect(among({ ...waiting, winner: 2 }, three)).toEqual([[2, 'own']]);
    expect(among({ stretches: [{ key: 'C', from: 0, to: 10_000 }] }, three)).toEqual([[3, 'bn']]);
    expect(among({ ...waiting, holdout_share: 10_000 }, three)).toEqual([]);
  });
});

describe('a version with one text beside profiles of several languages', () => {
  const told = (profiles: ChosenProfile[], variants: ChosenVariant[], fitted = true) => {
    const { choices } = campaign(profiles);
    if (!choices) throw new Error('No choices.');
    return oneLanguageForAll({
      ...campaign([]),
      choices: { ...choices, fitted, experiment: experiment(variants).experiment },
    }).map((one) => [one.field, one.blocking]);
  };
  const warm = version(2, 'Warm', { contents: { signal: text('warm') } });
  const template = { kind: 'template' as const, name: 'review', language: 'en', parameters: [] };

  it('is told of, and never stops the launch', () =>
    expect(told([bangla, spanish], [version(1, 'Formal'), warm])).toEqual([
      ['experiment.variants.1.change', false],
    ]));

  it.each<[string, ChosenProfile[], ChosenVariant, boolean?]>([
    ['the profiles speak one language', [bangla, profile('b2', 'bn', {})], warm],
    ['only a version names the other profile', [bangla, profile('es', 'es', {}, { choosable: false })], warm],
    ['nobody is fitted to them', [bangla, spanish], warm, false],
    ['it is stopped', [bangla, spanish], { ...warm, stopped: true }],
    ['it has no text of its own', [bangla, spanish], version(2, 'By profile', { profile_id: 'es' })],
    [
      'a template has its languages',
      [bangla, spanish],
      version(2, 'T', { contents: { whatsapp: template } }),
    ],
  ])('is not, where %s', (_, profiles, own, fitted = true) =>
    expect(told(profiles, [version(1, 'Formal'), own], fitted)).toEqual([]),
  );
});
