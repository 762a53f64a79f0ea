// Mails in English.
import type { NotificationKind } from '@sampark/contracts/notification-kinds.ts';
import type { Writer } from './words.ts';

const are = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const english: Record<NotificationKind, Writer> = {
  messages_failed: ({ count }, { n, campaign, reasons }) => ({
    title: campaign
      ? `${n(count)} ${are(count, 'message', 'messages')} of ${campaign} failed`
      : `${n(count)} single ${are(count, 'message', 'messages')} failed`,
    lines: [reasons],
  }),
  messages_unknown: ({ count, open }, { n, campaign }) => {
    const left = open ?? count;
    const of = campaign ? ` of ${campaign}` : '';
    if (left === 0)
      return { title: `All unclear messages${of} are settled`, lines: ['Nothing is left to decide.'] };
    return {
      title: `${n(left)} ${are(left, 'message', 'messages')}${of} may or may not have arrived`,
      lines: ['They are never sent again by themselves. Look at each and decide.'],
    };
  },
  campaign_completed: ({ numbers }, { n, campaign }) => ({
    title: `${campaign} is complete`,
    lines: numbers
      ? [
          `${n(numbers.recipients)} people: ${n(numbers.sent)} sent, ${n(numbers.delivered)} delivered, ${n(numbers.read)} read, ${n(numbers.replied)} replied; ${n(numbers.failed)} failed, ${n(numbers.skipped)} not sent by the rules.`,
          ...(numbers.held > 0 ? [`${n(numbers.held)} held until two people let them go.`] : []),
        ]
      : [],
  }),
  campaign_late: (_, { campaign, late }) => ({
    title: `${campaign} started ${late} late`,
    lines: ['Sampark was not running at its planned time. It started as soon as it could.'],
  }),
  campaign_paused: (_, { campaign, reasons }) => ({
    title: `${campaign} was paused`,
    lines: [reasons, 'Nothing more of it goes out until you resume it.'],
  }),
  experiment_found: (_, { campaign }) => ({
    title: `The experiment of ${campaign} has found a winner`,
    lines: ['You may declare it and send it to everybody who has got nothing yet.'],
  }),
  experiment_stopped: (_, { campaign }) => ({
    title: `A version of ${campaign} was stopped`,
    lines: [
      'More people opted out, or more messages failed, than the experiment allows. Who waited for it gets another version.',
    ],
  }),
  messages_held: ({ count }, { n, campaign }) => ({
    title: `${n(count)} ${are(count, 'message', 'messages')}${campaign ? ` of ${campaign}` : ''} held by a compliance rule`,
    lines: ['Two people have to let each go, or one decides that it is not sent.'],
  }),
  messages_refused: ({ count }, { n, campaign }) => ({
    title: `Compliance objected to ${n(count)} ${are(count, 'message', 'messages')}${campaign ? ` of ${campaign}` : ''}`,
    lines: ['The reason stands beside each, with the rule it is about.'],
  }),
  privacy_asked: ({ count }, { n }) => ({
    title: `${n(count)} ${are(count, 'person asks', 'people ask')} for something about their own data`,
    lines: ['An answer is due within a month.'],
  }),
  privacy_due: ({ count }, { n }) => ({
    title: `${n(count)} privacy ${are(count, 'request has', 'requests have')} a week or less left`,
    lines: ['The law gives a month. Answer, or take more time with a reason the person is told.'],
  }),
  keys_unusable: ({ count }, { n }) => ({
    title: `The ${count === 1 ? 'key of 1 person' : `keys of ${n(count)} people`} cannot be opened`,
    lines: [
      'Nothing is sent to them until it can. Whoever runs the server restores the rows from a backup: sampark keys status.',
    ],
  }),
  audit_lost: () => ({
    title: 'The audit trail does not hold what was signed of it',
    lines: [
      'The database was restored from a backup, or entries were removed. Compare it with the signed checkpoints: sampark audit verify.',
    ],
  }),
  people_held: ({ count }, { n }) => ({
    title: `${n(count)} ${are(count, 'person', 'people')} wrote something that reads like a refusal`,
    lines: ['Nothing goes to them until somebody has looked.'],
  }),
  account_held: (
    { count, portfolio, waiting, settled_at },
    { n, device, channels, reasons, waitingFor },
  ) => ({
    title:
      count > 1
        ? `${channels || 'The platform'} stopped ${n(count)} senders${portfolio ? ` of “${portfolio.name}”` : ''}`
        : `${channels || 'The platform'} stopped the sender ${device}`,
    lines: [
      reasons,
      settled_at === null && waiting && waiting.people > 0
        ? `${n(waiting.people)} ${are(waiting.people, 'person waits', 'people wait')}${waitingFor ? `, of ${waitingFor}` : ''}.`
        : '',
      settled_at === null
        ? count > 1
          ? 'Nothing is sent around them. Decide for all of them at once whether they may go on.'
          : 'Nothing is sent around it. Decide whether it may go on.'
        : 'This has been decided since.',
    ],
  }),
  channel_held: ({ settled_at }, { campaign, channels, reasons }) => ({
    title: `${channels} of ${campaign} waits`,
    lines: [
      reasons,
      settled_at === null
        ? 'Its people keep their channel. An administrator decides whether the sender may go on.'
        : 'This has been decided since; it goes on.',
    ],
  }),
  senders_offline: ({ count, senders }, { n, names }) =>
    senders && senders.offline === 0
      ? {
          title: `${n(count)} ${are(count, 'sender was', 'senders were')} offline and ${are(count, 'is', 'are')} back`,
          lines: [names],
        }
      : {
          title: `${n(senders?.offline ?? count)} ${are(senders?.offline ?? count, 'sender is', 'senders are')} offline`,
          lines: [names, 'Their messages go out through other senders where they can, or wait.'],
        },
  senders_back: ({ count }, { n, names }) => ({
    title: `${n(count)} ${are(count, 'sender answers', 'senders answer')} again`,
    lines: [names],
  }),
  portfolio_exhausted: ({ portfolio }, { n }) => ({
    title: `“${portfolio?.name ?? ''}” has reached its daily limit${portfolio?.limit ? ` of ${n(portfolio.limit)} people` : ''}`,
    lines: ['Further people wait until places become free, over the next 24 hours. Nothing has failed.'],
  }),
  mail_failed: ({ count }, { n, reasons }) => ({
    title: `${n(count)} ${are(count, 'e-mail', 'e-mails')} could not be delivered`,
    lines: [reasons],
  }),
};
