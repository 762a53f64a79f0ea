// Experiments of the sample workspace's first portfolio manager that were over before it was opened: one with a winner, one too small for any.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { TargetSegment } from '@sampark/contracts/campaigns.ts';
import type { ExperimentDesign } from '@sampark/contracts/experiments.ts';

/** Of the people a variant was sent to: shares that did so in the end, whoever replies having read it. */
export type PastRates = { read: number; replied: number };

export type PastExperiment = {
  name: string;
  /** Before the workspace was opened. */
  launched_days: number;
  /** Of the winner, to everybody who had got nothing; null: never. */
  decided_days: number | null;
  message_content: string;
  channel_order: Channel[];
  target_segment: TargetSegment;
  design: ExperimentDesign;
  /** By variant: 1 is A. */
  rates: Readonly<Record<number, PastRates>>;
};

const settle_minutes = 24 * 60;

export const pastExperiments: readonly PastExperiment[] = [
  {
    ...{ name: 'Half-year letter', launched_days: 12, decided_days: 9 },
    message_content:
      'Dear {{ first_name }}, our half-year letter is ready for you. Please let us know if you would like to discuss it.',
    channel_order: ['signal', 'imessage'],
    target_segment: {},
    design: {
      ...{ name: 'Letter or question', varies: 'message', metric: 'replied', settle_minutes },
      ...{ expected_rate: 0.1, minimum_effect: 0.2, holdout_share: 500, trial_share: 8_000 },
      variants: [
        { name: 'The usual letter', share: 5_000, is_control: true },
        {
          ...{ name: 'One question', share: 5_000, is_control: false },
          change: {
            message_content:
              'Hello {{ first_name }}, what should the second half of the year do for you? One word is enough: more, less, or the same.',
          },
        },
      ],
    },
    rates: { 1: { read: 0.71, replied: 0.09 }, 2: { read: 0.74, replied: 0.38 } },
  },
  {
    ...{ name: 'Singapore evening', launched_days: 6, decided_days: null },
    message_content:
      'Dear {{ first_name }}, may I invite you to our evening on property funds on the 3rd? Shall I keep a seat for you?',
    channel_order: ['signal', 'imessage'],
    target_segment: { countries: ['SG'] },
    design: {
      ...{ name: 'Two hours for an invitation', varies: 'send_time', metric: 'replied', settle_minutes },
      ...{ expected_rate: 0.15, minimum_effect: 0.1 },
      variants: [
        { name: 'At once', share: 5_000, is_control: true },
        {
          ...{ name: 'Three hours later', share: 5_000, is_control: false },
          change: { send_time: { after_minutes: 180 } },
        },
      ],
    },
    rates: { 1: { read: 0.65, replied: 0.2 }, 2: { read: 0.75, replied: 0.3 } },
  },
];

export const pastReplies = [
  'More, please.',
  'The same as before, thank you.',
  'Less risk, if you ask me.',
  'Yes, call me on Tuesday.',
  'Thank you, this is clear.',
  'Could you send me the figures?',
] as const;
