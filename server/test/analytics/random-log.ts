// Random lives of messages, as the delivery path would write them: every status at most once, receipts late, early or
// skipped, failures that arrive after all, holds and releases.
import * as fc from 'fast-check';
import type { NewEvent } from '../../src/events/append.ts';

const workspaces = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const campaigns = [
  'c0000000-0000-4000-8000-000000000001',
  'c0000000-0000-4000-8000-000000000002',
  'c0000000-0000-4000-8000-000000000003',
];
const managers = ['b0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000002'];
const profiles = ['d0000000-0000-4000-8000-000000000001', null];
const start = Date.UTC(2026, 10, 20, 10, 0);
export const logStart = new Date(start);

type Step = { type: NewEvent['type']; data: Record<string, unknown> };

const latency = fc.integer({ min: 0, max: 90_000_000 });
const code = fc.constantFrom('network', 'not_on_channel', 'timeout');

/** What may happen after the message is queued; `from` is right for each. */
const life: fc.Arbitrary<Step[]> = fc.oneof(
  fc.tuple(latency, latency, latency).map(([a, b, c]): Step[] => [
    { type: 'message.sent', data: { from: 'sending', latency_ms: a } },
    { type: 'message.delivered', data: { from: 'sent', latency_ms: b } },
    { type: 'message.read', data: { from: 'delivered', latency_ms: c } },
    { type: 'message.replied', data: { reply_seconds: Math.round(c / 1000) } },
  ]),
  latency.map((a): Step[] => [
    { type: 'message.retrying', data: { from: 'sending', code: 'network' } },
    { type: 'message.sent', data: { from: 'sending', latency_ms: a } },
    { type: 'message.read', data: { from: 'sent', implies: ['delivered'] } },
  ]),
  fc.tuple(code, latency).map(([c, a]): Step[] => [
    { type: 'message.unknown', data: { from: 'sending', code: c } },
    { type: 'message.delivered', data: { from: 'unknown', from_code: c, implies: ['sent'], latency_ms: a } },
  ]),
  fc.tuple(code, latency).map(([c, a]): Step[] => [
    { type: 'message.sent', data: { from: 'sending', latency_ms: a } },
    { type: 'message.failed', data: { from: 'sent', code: c } },
    { type: 'message.delivered', data: { from: 'failed', from_code: c } },
  ]),
  code.map((c): Step[] => [{ type: 'message.failed', data: { from: 'sending', code: c } }]),
  code.map((c): Step[] => [
    { type: 'message.rescheduled', data: { from: 'pending', code: 'quiet_hours' } },
    { type: 'message.held', data: { from: 'pending', code: c } },
    { type: 'message.queued', data: { from: 'held', from_code: c } },
    { type: 'message.skipped', data: { from: 'pending', code: 'no_consent' } },
  ]),
  fc.constant<Step[]>([
    { type: 'message.sent', data: { from: 'sending' } },
    { type: 'message.retrying', data: { from: 'sent', code: 'not_on_channel' } },
    { type: 'message.sent', data: { from: 'sending' } },
    { type: 'conversion.recorded', data: {} },
  ]),
  fc.constant<Step[]>([
    { type: 'message.cancelled', data: { from: 'pending' } },
    { type: 'consent.withdrawn', data: {} },
    { type: 'consent.withdrawn', data: { by_person: false } },
    { type: 'consent.withdrawn', data: { by_person: false, opt_out: true } },
    { type: 'consent.withdrawn', data: { opt_out: false } },
  ]),
);

const message = fc.record({
  workspace: fc.nat(1),
  campaign: fc.option(fc.nat(2)),
  manager: fc.nat(1),
  profile: fc.nat(1),
  channel: fc.constantFrom('whatsapp', 'telegram', 'signal', 'imessage', null),
  at: fc.integer({ min: 0, max: 7_200_000 }),
  gaps: fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 6, maxLength: 6 }),
  steps: life,
  seen: fc.nat(5),
});

/** Events in the order they are written; `seen` cuts a life short. Campaign messages are queued by `campaign.expanded`. */
export const randomLog: fc.Arbitrary<NewEvent[]> = fc
  .array(message, { minLength: 1, maxLength: 60 })
  .map((all) =>
    all.flatMap((one) => {
      let at = start + one.at;
      const base = {
        workspace_id: workspaces[one.workspace] ?? '',
        campaign_id: one.campaign === null ? null : (campaigns[one.campaign] ?? null),
        portfolio_manager_id: managers[one.manager] ?? null,
        profile_id: profiles[one.profile] ?? null,
      };
      const queued: NewEvent =
        one.campaign === null
          ? { ...base, type: 'message.queued', occurred_at: new Date(at), data: {} }
          : {
              ...base,
              profile_id: null,
              type: 'campaign.expanded',
              occurred_at: new Date(at),
              data: { count: 1 },
            };
      const steps = one.steps.slice(0, one.seen).map((step, index): NewEvent => {
        at += one.gaps[index] ?? 0;
        return { ...base, ...step, channel: one.channel, occurred_at: new Date(at) };
      });
      return [queued, ...steps];
    }),
  );
