// What the demo's campaigns and profiles say.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { ExperimentDesign } from '@sampark/contracts/experiments.ts';
import { profileCampaign } from './profiles.ts';

export const demoTemplates = [
  {
    name: 'portfolio_review',
    language: 'en',
    category: 'MARKETING',
    text: 'Dear {{1}}, your portfolio review is ready. Shall we go through it together this week? Reply STOP to hear no more from us.',
    buttons: ['Yes, please', 'STOP'],
  },
  {
    name: 'portfolio_review',
    language: 'bn',
    category: 'MARKETING',
    text: 'প্রিয় {{1}}, আপনার পোর্টফোলিও পর্যালোচনা তৈরি। এই সপ্তাহে একসাথে দেখবো? আর বার্তা না চাইলে বন্ধ লিখুন।',
    buttons: ['হ্যাঁ', 'বন্ধ'],
  },
  {
    name: 'market_note',
    language: 'en',
    category: 'MARKETING',
    text: 'Hello {{1}}, our note on {{2}} is out. Would you like the short version? Reply STOP to hear no more from us.',
    buttons: [],
  },
  // One name in five languages: what a profile of that language opens a conversation with.
  ...(
    [
      [
        'en',
        'Dear {{1}}, the year is nearly over. Shall we look back on it together next week? Reply STOP to hear no more from us.',
      ],
      [
        'es',
        'Estimado/a {{1}}: el año termina. ¿Lo repasamos juntos la próxima semana? Responda BAJA para no recibir más mensajes.',
      ],
      ['zh', '{{1}}，您好！一年将尽，下周我们一起回顾一下好吗？回复“退订”即可不再接收。'],
      [
        'ar',
        'السلام عليكم {{1}}، يقترب العام من نهايته. هل نراجعه معًا الأسبوع المقبل؟ أرسلوا كلمة إيقاف لعدم تلقي المزيد.',
      ],
      ['bn', 'প্রিয় {{1}}, বছর প্রায় শেষ। আগামী সপ্তাহে একসঙ্গে ফিরে দেখি? আর বার্তা না চাইলে বন্ধ লিখুন।'],
    ] as const
  ).map(([language, text]) => ({
    ...{ name: 'review_invitation', language, category: 'MARKETING', text },
    buttons: [],
  })),
] as const;

export type DemoCampaign = {
  name: string;
  owner: 'pm' | 'admin' | 'second' | 'third';
  purpose: Purpose;
  channel_order: Channel[];
  message_content: string;
  channel_content: ContentByChannel;
  target_segment: Record<string, unknown>;
  pace_per_second: number | null;
  start: 'launch' | 'launch-and-pause' | 'schedule' | 'cancel' | 'none';
  experiment?: ExperimentDesign;
};

const easyQuestion = 'does Thursday suit you';
/** What the simulated people like to answer: the demo’s experiment has something to find. */
export const likedTexts = { [easyQuestion]: { reply: 0.45 } };

/** Nobody waits days in a demo: silence is a no after four minutes, and the plan is for large differences. */
const twoOpenings: ExperimentDesign = {
  ...{ name: 'Two ways to open a letter', varies: 'message', metric: 'replied' },
  ...{ expected_rate: 0.08, minimum_effect: 0.2, settle_minutes: 4, holdout_share: 500, trial_share: 8_000 },
  variants: [
    { name: 'Formal', share: 5_000, is_control: true },
    {
      ...{ name: 'By first name, one question', share: 5_000, is_control: false },
      change: {
        message_content: 'Hello {{ first_name }}, does Thursday suit you for a look at your portfolio?',
      },
    },
  ],
};

const review: ContentByChannel = {
  whatsapp: { kind: 'template', name: 'portfolio_review', language: 'en', parameters: ['{{ first_name }}'] },
  telegram: {
    kind: 'buttons',
    text: 'Dear {{ first_name }}, your <b>portfolio review</b> is ready. Shall we go through it this week?',
    buttons: [
      { id: 'YES', title: 'Yes, please' },
      { id: 'LATER', title: 'Next month' },
    ],
  },
};
const note: ContentByChannel = {
  whatsapp: {
    kind: 'template',
    name: 'market_note',
    language: 'en',
    parameters: ['{{ first_name }}', '{{ asset_class_interests | first }}'],
  },
};

export const demoCampaigns: readonly DemoCampaign[] = [
  {
    name: 'Quarterly portfolio review',
    owner: 'admin',
    purpose: 'marketing',
    channel_order: ['whatsapp', 'telegram', 'signal', 'imessage'],
    message_content:
      'Dear {{ first_name }}, your portfolio review is ready. Shall we go through it this week?',
    channel_content: review,
    target_segment: {},
    pace_per_second: 0.2,
    start: 'launch',
  },
  {
    name: 'Green bond: early access',
    owner: 'pm',
    purpose: 'marketing',
    channel_order: ['telegram', 'signal', 'whatsapp', 'imessage'],
    message_content:
      'Hello {{ first_name }}, early access to our green bond opens on Monday. Shall I reserve a place for you?',
    channel_content: note,
    target_segment: { lead_score: [20, 100] },
    pace_per_second: 0.07,
    start: 'launch',
  },
  {
    name: 'ঈদ শুভেচ্ছা ও পর্যালোচনা',
    owner: 'second',
    purpose: 'marketing',
    channel_order: ['whatsapp', 'imessage', 'signal', 'telegram'],
    message_content: 'প্রিয় {{ first_name }}, আপনার পোর্টফোলিও পর্যালোচনা তৈরি। এই সপ্তাহে একসাথে দেখবো?',
    channel_content: {
      whatsapp: {
        kind: 'template',
        name: 'portfolio_review',
        language: 'bn',
        parameters: ['{{ first_name }}'],
      },
    },
    target_segment: { languages: ['bn'] },
    pace_per_second: 0.1,
    start: 'launch',
  },
  {
    name: 'Welcome to the new client portal',
    owner: 'pm',
    purpose: 'marketing',
    channel_order: ['signal', 'imessage', 'whatsapp', 'telegram'],
    message_content:
      'Hello {{ first_name }}, the new client portal is open. Your statements from now on are there.',
    channel_content: note,
    target_segment: { lead_score: [55, 100] },
    pace_per_second: null,
    start: 'launch',
  },
  {
    name: 'Family office breakfast',
    owner: 'third',
    purpose: 'marketing',
    channel_order: ['whatsapp', 'signal', 'telegram', 'imessage'],
    message_content: 'Dear {{ first_name }}, may I invite you to our breakfast on the 12th?',
    channel_content: note,
    target_segment: { age_range: [45, 75] },
    pace_per_second: 0.5,
    start: 'launch-and-pause',
  },
  {
    name: 'Year-end tax note',
    owner: 'pm',
    purpose: 'marketing',
    channel_order: ['whatsapp', 'telegram'],
    message_content:
      'Dear {{ first_name }}, three things to look at before the year ends. Shall I send them?',
    channel_content: note,
    target_segment: { countries: ['GB', 'IN', 'BD'] },
    pace_per_second: null,
    start: 'schedule',
  },
  {
    name: 'Gold outlook (withdrawn)',
    owner: 'admin',
    purpose: 'marketing',
    channel_order: ['whatsapp'],
    message_content: '',
    channel_content: note,
    target_segment: { interests: ['gold'] },
    pace_per_second: null,
    start: 'cancel',
  },
  {
    name: 'Sukuk introduction',
    owner: 'pm',
    purpose: 'marketing',
    channel_order: ['telegram', 'whatsapp'],
    message_content: 'Salaam {{ first_name }}, would an introduction to sukuk interest you?',
    channel_content: note,
    target_segment: { countries: ['AE', 'BD'] },
    pace_per_second: null,
    start: 'none',
  },
  {
    name: profileCampaign,
    owner: 'pm',
    purpose: 'marketing',
    channel_order: ['whatsapp', 'telegram', 'signal', 'imessage'],
    message_content: 'Dear {{ first_name }}, shall we look back on the year together next week?',
    channel_content: {},
    target_segment: { lead_score: [40, 100] },
    pace_per_second: 0.1,
    start: 'launch',
  },
  {
    name: 'Invitation to the yearly talk',
    owner: 'pm',
    purpose: 'marketing',
    channel_order: ['signal', 'imessage', 'telegram'],
    message_content:
      'Dear {{ first_name }}, it is time for our yearly talk about your portfolio. When may I expect you?',
    channel_content: {},
    target_segment: {},
    pace_per_second: 4,
    start: 'launch',
    experiment: twoOpenings,
  },
  // What the rules of the wealth pack find: two that warn, so the messages go, and one that holds them.
  {
    name: 'Fixed income note',
    owner: 'second',
    purpose: 'marketing',
    channel_order: ['telegram', 'signal', 'imessage'],
    message_content:
      'Hello {{ first_name }}, our bond fund aims at a 7% return a year. Shall I send you the fact sheet?',
    channel_content: {},
    target_segment: { lead_score: [70, 100] },
    pace_per_second: 0.05,
    start: 'launch',
  },
  {
    name: 'Bond fund closes on Friday',
    owner: 'third',
    purpose: 'marketing',
    channel_order: ['signal', 'telegram', 'imessage'],
    message_content:
      'Hurry, {{ first_name }}: the second series of our bond fund closes on Friday. Capital at risk. A word is enough.',
    channel_content: {},
    target_segment: { age_range: [50, 75] },
    pace_per_second: 0.03,
    start: 'launch',
  },
  {
    name: 'Savings plan (draft text)',
    owner: 'pm',
    purpose: 'marketing',
    channel_order: ['telegram', 'signal', 'imessage'],
    message_content:
      'Dear {{ first_name }}, guaranteed returns of 8% a year with our savings plan. May I call you this week?',
    channel_content: {},
    target_segment: { lead_score: [99, 100] },
    pace_per_second: null,
    start: 'launch',
  },
];

export const demoManagers = [
  'Priya Raman',
  'Tanvir Hossain',
  'Emma Collins',
  'Nadia Rahman',
  'Omar Al-Farsi',
  'Grace Tan',
  'Arjun Mehta',
  'Farhana Akter',
  'Daniel Okafor',
  'Sadia Islam',
] as const;
