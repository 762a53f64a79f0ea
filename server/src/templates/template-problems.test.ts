import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { describe, expect, it } from 'vitest';
import { problemsOf } from './template-problems.ts';

type Version = Parameters<typeof problemsOf>[1][number];
const version = (more: Partial<Version> = {}): Version => ({
  ...{ waba_id: '1', language: 'en', status: 'APPROVED', rejected_reason: null, removed_at: null },
  ...{ parameter_format: 'POSITIONAL', components: [{ type: 'BODY', text: 'Dear {{1}}' }] },
  ...more,
});
const content = (more: Partial<TemplateContent> = {}): TemplateContent => ({
  ...{ kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] },
  ...more,
});
const gone = new Date('2026-11-22T10:00:00Z');

describe('before a launch', () => {
  it.each<[string, TemplateContent, Version[], [code: string, blocking: boolean][]]>([
    ['approved', content(), [version()], []],
    ['unknown', content(), [], [['template_missing', true]]],
    ['in another language', content(), [version({ language: 'bn' })], [['template_missing', true]]],
    ['removed', content(), [version({ removed_at: gone })], [['template_removed', true]]],
    ['paused', content(), [version({ status: 'PAUSED' })], [['template_paused', true]]],
    ['beyond its limit', content(), [version({ status: 'LIMIT_EXCEEDED' })], [['template_paused', true]]],
    ['disabled', content(), [version({ status: 'DISABLED' })], [['template_disabled', true]]],
    ['rejected', content(), [version({ status: 'REJECTED' })], [['template_rejected', true]]],
    ['waiting', content(), [version({ status: 'IN_APPEAL' })], [['template_not_approved', true]]],
    ['given too little', content({ parameters: [] }), [version()], [['template_parameters', true]]],
    [
      'approved in one business account of two',
      content(),
      [version(), version({ waba_id: '2', status: 'PAUSED' })],
      [['template_not_everywhere', false]],
    ],
    [
      'approved in the second after it was removed in the first',
      content(),
      [version({ removed_at: gone }), version({ waba_id: '2' })],
      [['template_not_everywhere', false]],
    ],
    ['per person', content({ languages: 'person' }), [version(), version({ language: 'bn' })], []],
    [
      'per person, one language taking other values',
      content({ languages: 'person' }),
      [version(), version({ language: 'bn', components: [] })],
      [['template_language_differs', false]],
    ],
    [
      'per person, one language paused',
      content({ languages: 'person' }),
      [version(), version({ language: 'bn', status: 'PAUSED' })],
      [],
    ],
    [
      'in a language named that is paused',
      content({ languages: ['bn'] }),
      [version(), version({ language: 'bn', status: 'PAUSED' })],
      [['template_paused', false]],
    ],
    [
      'in a language named that is not there',
      content({ languages: ['bn'] }),
      [version()],
      [['template_missing', true]],
    ],
  ])('%s', (_, given, versions, expected) =>
    expect(problemsOf(given, versions).map((one) => [one.code, one.blocking])).toEqual(expected),
  );

  it('says why it was rejected, and where the fault stands', () => {
    const rejected = version({ status: 'REJECTED', rejected_reason: 'INVALID_FORMAT' });
    expect(problemsOf(content(), [rejected])[0]?.reason).toContain('INVALID_FORMAT');
    expect(problemsOf(content({ parameters: [''] }), [version()])).toMatchObject([
      { field: 'channel_content.whatsapp.parameters.0' },
    ]);
  });
});
