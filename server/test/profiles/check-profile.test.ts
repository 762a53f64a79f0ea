// What keeps a profile from being saved, and what only warns: each fault names its field.
import { contrastRatio } from '@sampark/contracts/contrast.ts';
import { isLanguageCode, languageCodes } from '@sampark/contracts/languages.ts';
import type { NewProfile } from '@sampark/contracts/profiles.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandingWarnings, profileFaults } from '../../src/profiles/check-profile.ts';
import { contentsOf } from '../../src/profiles/profile-texts.ts';

const line = 'Capital is at risk.';
const words = `Dear {{ first_name }}, shall we talk? ${line}`;
const sound: NewProfile = {
  name: 'Retirees',
  language: 'en',
  branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Inter' } },
  messaging_templates: { whatsapp: words, telegram: words, signal: words, imessage: words },
  compliance_rules: {
    jurisdiction: 'GB',
    rules: [
      { kind: 'disclaimer', language: 'en', text: line },
      { kind: 'max_links', count: 1 },
    ],
  },
};
const templates = sound.messaging_templates;
const faults = (change: Partial<NewProfile>) =>
  profileFaults({ ...sound, ...change }).map((one) => [one.field, one.reason]);

describe('a profile', () => {
  it('is sound', () => expect(faults({})).toEqual([]));

  it('names each channel without a template', () => {
    expect(faults({ messaging_templates: { signal: words } })).toEqual(
      ['whatsapp', 'telegram', 'imessage'].map((one) => [`body.messaging_templates.${one}`, 'is missing']),
    );
  });

  it.each<[string, Partial<NewProfile>, string]>([
    ['a language that is none', { language: 'zz' }, 'body.language'],
    [
      'an unclosed template',
      { messaging_templates: { ...templates, signal: `{{ first_name ${line}` } },
      'body.messaging_templates.signal',
    ],
    [
      'a missing disclaimer',
      { messaging_templates: { ...templates, telegram: { kind: 'text', text: 'Buy now' } } },
      'body.messaging_templates.telegram.text',
    ],
    [
      'too many links',
      { messaging_templates: { ...templates, imessage: `https://a.example www.b.example ${line}` } },
      'body.messaging_templates.imessage',
    ],
    [
      'a fault in a value of a WhatsApp template',
      {
        messaging_templates: {
          ...templates,
          whatsapp: { kind: 'template', name: 'x', language: 'en', parameters: ['fine', '{% if %}{{'] },
        },
      },
      'body.messaging_templates.whatsapp.parameters.1',
    ],
    [
      'an age range upside down',
      { target_demographics: { age_range: [45, 30] } },
      'body.target_demographics.age_range',
    ],
    [
      'a score range upside down',
      { target_demographics: { lead_score: [2, 1] } },
      'body.target_demographics.lead_score',
    ],
    [
      'an unknown target language',
      { target_demographics: { languages: ['en', 'xx'] } },
      'body.target_demographics.languages',
    ],
    ...['  \n', '\u200B\u00A0'].map((text): [string, Partial<NewProfile>, string] => [
      'words with nothing to read',
      {
        messaging_templates: { ...templates, signal: text },
        compliance_rules: { jurisdiction: 'GB', rules: [] },
      },
      'body.messaging_templates.signal',
    ]),
    [
      'a jurisdiction there is none of',
      { compliance_rules: { ...sound.compliance_rules, jurisdiction: 'ZZ' } },
      'body.compliance_rules.jurisdiction',
    ],
    [
      'a country there is none of',
      { target_demographics: { countries: ['BD', 'ZZ'] } },
      'body.target_demographics.countries.1',
    ],
    [
      'a place that is blank',
      { target_demographics: { location: ['Dhaka', ' '] } },
      'body.target_demographics.location.1',
    ],
    [
      'a disclaimer in no language',
      {
        compliance_rules: { jurisdiction: 'GB', rules: [{ kind: 'disclaimer', language: 'qq', text: 'x' }] },
      },
      'body.compliance_rules.rules.0.language',
    ],
  ])('is refused for %s', (_what, change, field) => {
    expect(faults(change).map(([where]) => where)).toEqual([field]);
  });

  it.each(['GB', 'BD', 'HK', 'EU', 'EEA'])('may be for readers in %s', (jurisdiction) => {
    expect(faults({ compliance_rules: { ...sound.compliance_rules, jurisdiction } })).toEqual([]);
  });

  it('asks for the disclaimer of its own language only, however it is broken into lines', () => {
    expect(faults({ language: 'es' })).toEqual([]);
    const broken = words.replace('Capital is', 'Capital\n  is');
    expect(faults({ messaging_templates: { ...templates, signal: broken } })).toEqual([]);
  });
});

it('takes words alone as a text', () => {
  expect(contentsOf({ signal: 'Hi', telegram: { kind: 'text', text: 'Ho' } })).toEqual({
    signal: { kind: 'text', text: 'Hi' },
    telegram: { kind: 'text', text: 'Ho' },
  });
});

it('knows the languages of ISO 639-1 and no other', () => {
  expect(new Set(languageCodes).size).toBe(183);
  expect(languageCodes).toEqual(languageCodes.toSorted());
  expect(['bn', 'en', 'ar', 'zh', 'es'].every(isLanguageCode)).toBe(true);
  expect(['zz', 'sh', 'bh', 'EN', 'ben', ''].some(isLanguageCode)).toBe(false);
});

describe('colours', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 3.998],
  ])('%s on %s', (one, other, ratio) => expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2));

  it('the order of two colours never matters, and no ratio is outside 1 to 21', () => {
    const colour = fc.nat(0xff_ff_ff).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        const ratio = contrastRatio(one, other);
        expect(ratio).toBe(contrastRatio(other, one));
        expect(ratio >= 1 && ratio <= 21.000001).toBe(true);
      }),
      { seed: 64 },
    );
  });

  it('warn where they are hard to read, and are saved all the same', () => {
    const colors = { accent: '#ffff00', text: '#777777', background: '#ffffff' };
    expect(brandingWarnings({ colors }).map((one) => [one.field, one.reason])).toEqual([
      ['branding_config.colors.text', '#777777 on #ffffff has a contrast of 4.4 to 1'],
      ['branding_config.colors.accent', '#ffff00 on #ffffff has a contrast of 1 to 1'],
    ]);
    expect(faults({ branding_config: { ...sound.branding_config, colors } })).toEqual([]);
    expect(brandingWarnings({ colors: {} })).toEqual([]);
  });
});
