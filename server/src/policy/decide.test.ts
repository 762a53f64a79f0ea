import { channels, purposes, type Channel } from '@sampark/contracts/domain.ts';
import { policyReasonText } from '@sampark/contracts/policy.ts';
import type { ComplianceFlag } from '@sampark/contracts/rules.ts';
import { defaultSettings, type WorkspaceSettings } from '@sampark/contracts/settings.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type ChannelFacts, type PolicyFacts } from './decide.ts';

const now = new Date('2026-11-20T12:00:00Z'); // noon in London
const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

function on(more: Partial<ChannelFacts> = {}): ChannelFacts {
  return {
    consent: true,
    address: '+447400000001',
    identity: undefined,
    suppressed: undefined,
    last_inbound_at: null,
    next_allowed_at: null,
    sender: 'ready',
    content: 'text',
    ...more,
  };
}

type Given = Partial<Omit<PolicyFacts, 'prospect'>> & { prospect?: Partial<PolicyFacts['prospect']> };

/** Signal first: nothing stands in its way unless the test says so. */
function facts({ prospect, ...more }: Given = {}): PolicyFacts {
  return {
    purpose: 'marketing',
    is_answer: false,
    channel_order: ['signal'],
    channels: { signal: on() },
    capped_sends: [],
    settings: defaultSettings,
    ...more,
    prospect: {
      exists: true,
      in_book: true,
      held_reason: null,
      country: null,
      zones: ['Europe/London'],
      ...prospect,
    },
  };
}

const only = (channel: Channel, more: Partial<ChannelFacts>): Given => ({
  channel_order: [channel],
  channels: { [channel]: on(more) },
});

/** Nothing of the workspace's own. */
const open: WorkspaceSettings = {
  ...defaultSettings,
  quiet_hours: { ...defaultSettings.quiet_hours, enabled: false },
  weekly_caps: { marketing: 10_000, coaching: 10_000 },
};
const sends = (count: number) => Array.from({ length: count }, (_, at) => before(at + 1));

describe('decide: every reason', () => {
  it.each<[string, string, Given]>([
    ['send', 'consent_granted', {}],
    ['skip', 'prospect_gone', { prospect: { exists: false } }],
    ['skip', 'not_in_book', { prospect: { in_book: false } }],
    ['skip', 'held_for_review', { prospect: { held_reason: 'reads like a refusal' } }],
    ['skip', 'no_content', only('signal', { content: undefined })],
    ['skip', 'no_content', { channel_order: [] }],
    ['skip', 'no_content', { channel_order: ['imessage'] }],
    ['skip', 'suppressed', only('signal', { suppressed: 'all' })],
    ['skip', 'opted_out', only('signal', { consent: false })],
    ['skip', 'marketing_stopped', only('signal', { suppressed: 'marketing' })],
    ['send', 'consent_granted', { ...only('signal', { suppressed: 'marketing' }), purpose: 'service' }],
    ['skip', 'no_consent', only('signal', { consent: undefined })],
    ['skip', 'channel_lost', only('signal', { identity: 'blocked' })],
    ['skip', 'channel_lost', only('signal', { identity: 'unreachable' })],
    ['skip', 'no_identity', only('telegram', { address: null })],
    ['skip', 'sender_gone', only('telegram', { identity: 'stopped' })],
    ['skip', 'no_phone_number', only('signal', { address: null })],
    ['skip', 'no_sender', only('signal', { sender: 'none' })],
    ['skip', 'window_closed', only('whatsapp', {})],
    ['skip', 'window_closed', only('whatsapp', { last_inbound_at: before(24) })],
    ['send', 'consent_granted', only('whatsapp', { last_inbound_at: before(23.9) })],
    ['send', 'consent_granted', only('whatsapp', { content: 'template' })],
    [
      'skip',
      'category_mismatch',
      { ...only('whatsapp', { content: 'template', marketing_template: true }), purpose: 'service' },
    ],
    ['send', 'consent_granted', only('whatsapp', { content: 'template', marketing_template: true })],
    [
      'reschedule',
      'country_hours',
      { settings: open, prospect: { country: 'BR', zones: ['Pacific/Auckland'] } },
    ],
    ['reschedule', 'country_cap', { settings: open, prospect: { country: 'BD' }, capped_sends: sends(21) }],
    ['send', 'consent_granted', { settings: open, prospect: { country: 'BD' }, capped_sends: sends(20) }],
    [
      'send',
      'consent_granted',
      { settings: open, purpose: 'coaching', prospect: { country: 'BD' }, capped_sends: sends(21) },
    ],
    ['reschedule', 'weekly_cap', { prospect: { country: 'BD' }, capped_sends: sends(21) }],
    ['reschedule', 'quiet_hours', { prospect: { zones: ['Europe/London', 'Pacific/Auckland'] } }],
    ['reschedule', 'sender_held', only('signal', { sender: 'held' })],
    ['reschedule', 'capture_down', only('signal', { sender: 'deaf' })],
    ['reschedule', 'weekly_cap', { capped_sends: [before(1), before(2)] }],
    ['send', 'consent_granted', { capped_sends: [before(1), before(7 * 24)] }],
    ['send', 'consent_granted', { purpose: 'service', capped_sends: [before(1), before(2)] }],
    ['reschedule', 'quiet_hours', { prospect: { zones: ['Pacific/Auckland'] } }],
    ['send', 'consent_granted', { purpose: 'service', prospect: { zones: ['Pacific/Auckland'] } }],
    ['reschedule', 'too_soon', only('signal', { next_allowed_at: new Date(now.getTime() + 1) })],
    ['send', 'consent_granted', only('signal', { next_allowed_at: now })],
  ])('%s: %s', (outcome, code, given) => {
    const decision = decide(facts(given), now);
    expect(decision.outcome).toBe(outcome);
    expect(decision.reasons.at(-1)?.code).toBe(code);
    if (decision.outcome === 'skip') expect(decision.code).toBe(code);
  });

  it.each<[string, string, Partial<ChannelFacts>]>([
    ['send', 'conversation_open', { consent: undefined, last_inbound_at: before(6 * 24) }],
    ['skip', 'no_consent', { consent: undefined, last_inbound_at: before(7 * 24) }],
    ['skip', 'no_consent', { consent: undefined }],
    ['skip', 'opted_out', { consent: false, last_inbound_at: before(1) }],
    ['skip', 'suppressed', { suppressed: 'all', last_inbound_at: before(1) }],
  ])('an answer: %s, %s', (outcome, code, channel) => {
    const decision = decide(facts({ ...only('signal', channel), purpose: 'service', is_answer: true }), now);
    expect([decision.outcome, decision.reasons.at(-1)?.code]).toEqual([outcome, code]);
  });

  const lately = only('signal', { last_inbound_at: before(6 * 24) });

  it('an answer may go to somebody whose sending is held, at night, and beyond the cap', () => {
    const held = facts({
      ...lately,
      is_answer: true,
      purpose: 'service',
      capped_sends: [before(1), before(2), before(3)],
      prospect: { held_reason: 'please look', zones: ['Pacific/Auckland'] },
    });
    expect(decide(held, now).outcome).toBe('send');
  });

  const late = only('signal', { last_inbound_at: before(7 * 24) });
  it.each<[string, string, Given]>([
    ['skip', 'held_for_review', { prospect: { held_reason: 'please look' } }],
    ['reschedule', 'weekly_cap', { purpose: 'marketing', capped_sends: [before(1), before(2)] }],
    ['reschedule', 'quiet_hours', { purpose: 'marketing', prospect: { zones: ['Pacific/Auckland'] } }],
    [
      'skip',
      'category_mismatch',
      only('signal', { content: 'template', marketing_template: true, last_inbound_at: before(7 * 24) }),
    ],
  ])('an answer a week after their last word is none: %s, %s', (outcome, code, given) => {
    const decision = decide(facts({ ...late, purpose: 'service', is_answer: true, ...given }), now);
    expect([decision.outcome, decision.reasons.at(-1)?.code]).toEqual([outcome, code]);
  });

  it('an answer to somebody held goes where they wrote, and over no other channel', () => {
    const held = facts({
      ...{ is_answer: true, purpose: 'service', channel_order: ['imessage', 'signal'] },
      channels: { imessage: on(), signal: on({ last_inbound_at: before(1) }) },
      prospect: { held_reason: 'please look' },
    });
    expect(decide(held, now)).toMatchObject({ outcome: 'send', channel: 'signal' });
  });
});

describe('decide: choosing', () => {
  it('takes the first open channel and keeps why the ones before it were not', () => {
    const decision = decide(
      facts({
        channel_order: ['whatsapp', 'telegram', 'signal'],
        channels: { whatsapp: on({ consent: false }), telegram: on({ address: null }), signal: on() },
      }),
      now,
    );
    expect(decision).toMatchObject({ outcome: 'send', channel: 'signal', address: '+447400000001' });
    expect(decision.reasons.map((one) => one.code)).toEqual(['opted_out', 'no_identity', 'consent_granted']);
  });

  it('waits for the first open channel rather than writing around its limit', () => {
    const decision = decide(
      facts({
        channel_order: ['signal', 'imessage'],
        channels: { signal: on({ next_allowed_at: new Date(now.getTime() + 9_000) }), imessage: on() },
      }),
      now,
    );
    expect(decision).toMatchObject({ outcome: 'reschedule', channel: 'signal' });
  });

  it('shows the gravest refusal when every channel said no', () => {
    const decision = decide(
      facts({
        channel_order: ['telegram', 'signal', 'imessage'],
        channels: {
          telegram: on({ address: null }),
          signal: on({ consent: undefined }),
          imessage: on({ suppressed: 'all' }),
        },
      }),
      now,
    );
    expect(decision).toMatchObject({ outcome: 'skip', code: 'suppressed' });
  });

  it('the cap frees when the oldest counted send leaves the rolling week', () => {
    const decision = decide(facts({ capped_sends: [before(100), before(10), before(50)] }), now);
    expect(decision).toMatchObject({ until: new Date(before(50).getTime() + 7 * 86_400_000) });
  });

  it('a cap of nothing never lets marketing out', () => {
    const settings = { ...defaultSettings, weekly_caps: { marketing: 0, coaching: 0 } };
    expect(decide(facts({ settings }), now).outcome).toBe('reschedule');
  });
});

const channelFacts = fc.record<ChannelFacts>({
  consent: fc.constantFrom(true, false, undefined),
  address: fc.constantFrom('+447400000001', null),
  identity: fc.constantFrom('active', 'unreachable', 'blocked', undefined),
  suppressed: fc.constantFrom('all', 'marketing', undefined),
  last_inbound_at: fc.constantFrom(null, before(1), before(30), before(200)),
  next_allowed_at: fc.constantFrom(null, before(1), new Date(now.getTime() + 60_000)),
  sender: fc.constantFrom('ready', 'held', 'none'),
  content: fc.constantFrom('text', 'template', undefined),
  marketing_template: fc.boolean(),
});
const anyFacts = fc.record<PolicyFacts>({
  purpose: fc.constantFrom(...purposes),
  is_answer: fc.boolean(),
  prospect: fc.record({
    exists: fc.boolean(),
    in_book: fc.boolean(),
    held_reason: fc.constantFrom(null, 'reads like a refusal'),
    country: fc.constantFrom(null, 'BD', 'BR', 'GB'),
    zones: fc.subarray(['Europe/London', 'Asia/Dhaka', 'Pacific/Auckland'], { minLength: 1 }),
  }),
  channel_order: fc.uniqueArray(fc.constantFrom(...channels)),
  channels: fc.dictionary(fc.constantFrom(...channels), channelFacts),
  capped_sends: fc.array(fc.integer({ min: 0, max: 300 }).map(before), { maxLength: 5 }),
  settings: fc.constant(defaultSettings),
});

describe('decide: whatever the facts', () => {
  it('never sends against an opt-out, a stop, a lost channel, a hold or without consent', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const decision = decide(given, now);
        if (decision.outcome !== 'send') return;
        const on = given.channels[decision.channel];
        expect(given.prospect.exists && given.prospect.in_book).toBe(true);
        const last = on?.last_inbound_at?.getTime() ?? 0;
        const answering = given.is_answer && last > before(7 * 24).getTime();
        if (!answering) expect(given.prospect.held_reason).toBeNull();
        expect(on?.consent).not.toBe(false);
        expect(on?.suppressed).not.toBe('all');
        if (given.purpose === 'marketing') expect(on?.suppressed).toBeUndefined();
        expect(on?.identity === 'blocked' || on?.identity === 'unreachable').toBe(false);
        expect(on?.sender).toBe('ready');
        expect(on?.content).toBeDefined();
        if (on?.marketing_template) expect(answering || given.purpose === 'marketing').toBe(true);
        if (on?.consent !== true) expect(answering).toBe(true);
        expect(decision.address).toBe(on?.address);
      }),
      { numRuns: 5_000 },
    );
  });

  it('always says why, in words that exist, and only waits for what lies ahead', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const decision = decide(given, now);
        expect(decision.reasons.length).toBeGreaterThan(0);
        for (const { code } of decision.reasons) expect(policyReasonText[code]).toBeTruthy();
        if (decision.outcome === 'reschedule') {
          expect(decision.until.getTime()).toBeGreaterThan(now.getTime());
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('decide: compliance rules', () => {
  const flag = (more: Partial<ComplianceFlag> = {}): ComplianceFlag => ({
    ...{
      rule_id: 'r',
      version: 1,
      name: 'No promises',
      action: 'warn',
      severity: 'high',
      message: 'Promise nothing.',
    },
    ...{ matched: 'sure', excerpt: 'a sure thing', ...more },
  });
  it.each<[string, string, ComplianceFlag[]]>([
    ['send', 'consent_granted', []],
    ['send', 'rule_warned', [flag()]],
    ['hold', 'rule_blocked', [flag({ action: 'block' }), flag()]],
    ['send', 'rule_warned', [flag({ action: 'block', released: true })]],
    ['hold', 'rule_blocked', [flag({ action: 'block', released: true }), flag({ action: 'block' })]],
  ])('%s, %s', (outcome, code, flags) => {
    const decision = decide(facts({ rules: () => ({ version: 4, flags }) }), now);
    expect([decision.outcome, decision.reasons.at(-1)?.code]).toEqual([outcome, code]);
    expect(decision).toMatchObject({ verdict: { version: 4, flags } });
  });

  it('are asked of the channel that would be taken, once, and of nothing that does not leave now', () => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (given, blocks) => {
        const asked: Channel[] = [];
        const without = decide(given, now);
        const decision = decide(
          {
            ...given,
            rules: (channel) => {
              asked.push(channel);
              return { version: 1, flags: blocks ? [flag({ action: 'block' })] : [] };
            },
          },
          now,
        );
        expect(asked).toEqual(without.outcome === 'send' ? [without.channel] : []);
        expect(decision.outcome).toBe(without.outcome === 'send' && blocks ? 'hold' : without.outcome);
      }),
      { numRuns: 2_000 },
    );
  });
});
