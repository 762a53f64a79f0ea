// Conditions people write: what is in their records, and what became of what was sent to them. Each comes in several values,
// as while somebody is typing.
import type { SegmentCondition } from '@sampark/contracts/segments.ts';

export type Asked = { name: string; kind: 'simple' | 'engagement'; of: (turn: number) => SegmentCondition };

export function conditionsOf(campaigns: readonly string[]): Asked[] {
  const campaign = (turn: number) => campaigns[turn % campaigns.length] ?? '';
  const letter = (turn: number, value: 'not_read' | 'read' | 'sent'): SegmentCondition => ({
    ...{ field: 'campaign', op: 'equals', campaign_id: campaign(turn), value },
  });
  const simple: Record<string, (turn: number) => SegmentCondition> = {
    score: (turn) => ({ field: 'lead_score', op: 'at_least', value: 50 + turn }),
    'country and language': (turn) => ({
      all: [
        { field: 'country', op: 'in', value: ['AE', 'SG'].slice(0, 1 + (turn % 2)) },
        { not: { field: 'language', op: 'equals', value: 'en' } },
      ],
    }),
    age: (turn) => ({ field: 'demographics', key: 'age', op: 'between', value: [30 + turn, 50 + turn] }),
    'nested, over imported values': (turn) => ({
      all: [
        { any: [{ field: 'demographics', key: 'location', op: 'equals', value: 'dubai' }, { field: 'interests', op: 'contains', value: ['gold', 'funds'] }] },
        { field: 'attributes', key: 'Balance', op: 'more_than', value: 10_000 * turn },
        { not: { field: 'attributes', key: 'Segment', op: 'equals', value: 'retail' } },
      ],
    }), // prettier-ignore
    name: (turn) => ({ field: 'name', op: 'contains', value: ['rah', 'smith', 'kha'][turn % 3] ?? '' }),
    'came in lately': (turn) => ({ field: 'created_at', op: 'within_days', value: 30 + turn }),
    'address on Telegram': () => ({ field: 'identity', op: 'exists', channel: 'telegram' }),
    'agreed on Telegram': () => ({
      ...{ field: 'consent', op: 'equals', channel: 'telegram', purpose: 'marketing', value: 'granted' },
    }),
    'agreed on WhatsApp, warm': (turn) => ({
      all: [
        { field: 'consent', op: 'equals', channel: 'whatsapp', purpose: 'marketing', value: 'granted' },
        { field: 'lead_score', op: 'at_least', value: 60 + turn },
      ],
    }),
  };
  const engagement: Record<string, (turn: number) => SegmentCondition> = {
    'replied lately': (turn) => ({ field: 'last_reply', op: 'within_days', value: 30 + turn }),
    'replied lately on WhatsApp': (turn) => ({ field: 'last_reply', op: 'within_days', value: 30 + turn, channel: 'whatsapp' }), // prettier-ignore
    'sent a campaign, not read': (turn) => letter(turn, 'not_read'),
    'read one, was not sent another': (turn) => ({
      all: [letter(turn, 'read'), { not: letter(turn + 1, 'sent') }],
    }),
    'written to in 7 days': (turn) => ({ field: 'last_written', op: 'within_days', value: 7 + (turn % 3) }),
    'written to in 30 days': (turn) => ({ field: 'last_written', op: 'within_days', value: 30 + turn }),
    'not written to in 60 days, or never read': (turn) => ({
      any: [
        { not: { field: 'last_written', op: 'within_days', value: 60 + turn } },
        letter(turn, 'not_read'),
      ],
    }),
    'opted out': () => ({ field: 'opted_out', op: 'exists' }),
    'warm, quiet, not opted out': (turn) => ({
      all: [
        { field: 'lead_score', op: 'at_least', value: 60 + turn },
        { not: { field: 'last_reply', op: 'within_days', value: 30 } },
        { not: { field: 'opted_out', op: 'exists', channel: 'whatsapp' } },
      ],
    }),
  };
  const named = (kind: Asked['kind'], all: typeof simple) =>
    Object.entries(all).map(([name, of]): Asked => ({ name, kind, of }));
  return [...named('simple', simple), ...named('engagement', engagement)];
}
