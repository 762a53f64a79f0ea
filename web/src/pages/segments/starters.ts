// Conditions to begin with: what campaigns are aimed at most. Pure.
import type { SegmentCondition } from '@sampark/contracts/segments.ts';

export const starterNames = ['replied', 'unread', 'bengali', 'quiet', 'agreed', 'fresh'] as const;
export type StarterName = (typeof starterNames)[number];

/** `campaign_id`: the last one that went out; without any, the question about it is left open. */
export function starterCondition(name: StarterName, campaign_id: string | undefined): SegmentCondition {
  switch (name) {
    case 'replied':
      return { all: [{ field: 'last_reply', op: 'within_days', value: 30 }] };
    case 'unread': {
      const question = { field: 'campaign', op: 'equals', campaign_id, value: 'not_read' };
      return { all: [question as SegmentCondition] };
    }
    case 'bengali':
      return { all: [{ field: 'language', op: 'in', value: ['bn'] }] };
    case 'quiet':
      return {
        all: [
          { field: 'lead_score', op: 'at_least', value: 70 },
          { not: { field: 'last_reply', op: 'within_days', value: 30 } },
        ],
      };
    case 'agreed':
      return {
        all: [
          { field: 'consent', op: 'equals', channel: 'whatsapp', purpose: 'marketing', value: 'granted' },
          { not: { field: 'opted_out', op: 'exists' } },
        ],
      };
    case 'fresh':
      return {
        all: [
          { field: 'created_at', op: 'within_days', value: 7 },
          { not: { field: 'last_written', op: 'within_days', value: 30 } },
        ],
      };
  }
}
