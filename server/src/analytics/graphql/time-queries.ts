// engagement, responsePatterns and funnel.
import { numbersOf } from '../counts.ts';
import { seriesPoints, type Point } from '../series-points.ts';
import { campaignCounters, hoursOfWeek, scopeCounters, type HourOfWeek, type Interval } from '../queries.ts';
import { scopeOf, visibleCampaign, zoneOf } from '../visible.ts';
import { builder, ChannelEnum, IntervalEnum, spanOf } from './builder.ts';

const EngagementPoint = builder.objectRef<Point>('EngagementPoint').implement({
  fields: (t) => ({
    at: t.expose('at', {
      type: 'DateTime',
      description: 'Start of the minute, hour or day in the workspace’s zone',
    }),
    sent: t.exposeInt('sent'),
    delivered: t.exposeInt('delivered'),
    read: t.exposeInt('read'),
    replied: t.exposeInt('replied'),
    failed: t.exposeInt('failed'),
    skipped: t.exposeInt('skipped'),
    optedOut: t.exposeInt('opted_out'),
    converted: t.exposeInt('converted'),
  }),
});

const Engagement = builder.objectRef<{ zone: string; points: Point[] }>('Engagement').implement({
  fields: (t) => ({
    timeZone: t.exposeString('zone'),
    points: t.expose('points', {
      type: [EngagementPoint],
      description: 'Every step of the span, zeros included',
    }),
  }),
});

/** Days one answer may span: at most 1,488 points. */
const mostDays: Record<Interval, number> = { MINUTE: 1, HOUR: 62, DAY: 731 };
const usualDays: Record<Interval, number> = { MINUTE: 1 / 24, HOUR: 1, DAY: 30 };

builder.queryField('engagement', (t) =>
  t.field({
    type: Engagement,
    description: 'What happened when. MINUTE spans at most a day, HOUR 62 days, DAY two years.',
    args: {
      from: t.arg({ type: 'DateTime' }),
      to: t.arg({ type: 'DateTime' }),
      interval: t.arg({ type: IntervalEnum, defaultValue: 'HOUR' }),
      campaignId: t.arg.id(),
      channel: t.arg({ type: ChannelEnum }),
    },
    resolve: async (_root, args, context) => {
      const { rt, actor } = context;
      const interval = args.interval ?? 'HOUR';
      const span = spanOf(context, args, usualDays[interval], mostDays[interval]);
      const campaign = args.campaignId ? await visibleCampaign(rt.db, actor, args.campaignId) : undefined;
      const zone = await zoneOf(rt.db, actor.workspace_id);
      const points = await seriesPoints(rt.db, scopeOf(actor), {
        ...span,
        interval,
        zone,
        campaign_id: campaign?.id,
        channel: args.channel ?? undefined,
      });
      return { zone: zone.name, points };
    },
  }),
);

const ResponseHour = builder.objectRef<HourOfWeek>('ResponseHour').implement({
  fields: (t) => ({
    weekday: t.exposeInt('weekday', { description: '1 Monday to 7 Sunday' }),
    hour: t.exposeInt('hour', { description: '0 to 23' }),
    replied: t.exposeInt('replied'),
    read: t.exposeInt('read'),
    sent: t.exposeInt('sent'),
  }),
});

const ResponsePatterns = builder
  .objectRef<{ zone: string; hours: HourOfWeek[] }>('ResponsePatterns')
  .implement({
    fields: (t) => ({
      timeZone: t.exposeString('zone'),
      hours: t.expose('hours', { type: [ResponseHour], description: 'Hours in which something happened' }),
    }),
  });

builder.queryField('responsePatterns', (t) =>
  t.field({
    type: ResponsePatterns,
    description: 'When people answer, by weekday and hour of the workspace’s zone. Last 90 days unless said.',
    args: { from: t.arg({ type: 'DateTime' }), to: t.arg({ type: 'DateTime' }) },
    resolve: async (_root, args, context) => {
      const { rt, actor } = context;
      const zone = await zoneOf(rt.db, actor.workspace_id);
      return {
        zone: zone.name,
        hours: await hoursOfWeek(rt.db, scopeOf(actor), spanOf(context, args, 90), zone),
      };
    },
  }),
);

type Stage = { stage: string; count: number; ofPrevious: number | null };

const FunnelStage = builder.objectRef<Stage>('FunnelStage').implement({
  fields: (t) => ({
    stage: t.exposeString('stage', { description: 'queued, sent, delivered, read, replied or converted' }),
    count: t.exposeInt('count'),
    ofPrevious: t.exposeFloat('ofPrevious', {
      nullable: true,
      description: 'Share of the stage before; null when that one is empty',
    }),
  }),
});

builder.queryField('funnel', (t) =>
  t.field({
    type: [FunnelStage],
    description: 'Of one channel, or of all: then channels without receipts stop at `sent`.',
    args: {
      from: t.arg({ type: 'DateTime' }),
      to: t.arg({ type: 'DateTime' }),
      campaignId: t.arg.id(),
      channel: t.arg({ type: ChannelEnum }),
    },
    resolve: async (_root, args, context) => {
      const { rt, actor } = context;
      const span = spanOf(context, args, 30);
      const scope = scopeOf(actor);
      const counters = args.campaignId
        ? await campaignCounters(
            rt.db,
            scope.workspace_id,
            (await visibleCampaign(rt.db, actor, args.campaignId)).id,
            span,
          )
        : await scopeCounters(rt.db, scope, span);
      const channel = args.channel ?? undefined;
      return stagesOf(
        numbersOf(counters.filter((one) => channel === undefined || one.channel === channel)),
        channel,
      );
    },
  }),
);

function stagesOf(numbers: ReturnType<typeof numbersOf>, channel: string | undefined): Stage[] {
  const counts: [string, number][] = [
    // A channel is chosen when a message is sent: before that there is nothing to count by channel.
    ...(channel === undefined ? ([['queued', numbers.queued]] as [string, number][]) : []),
    ['sent', numbers.messages_sent],
    ['delivered', numbers.messages_delivered],
    ['read', numbers.messages_read],
    ['replied', numbers.replied],
    ['converted', numbers.converted],
  ];
  return counts.map(([stage, count], index) => {
    const before = counts[index - 1]?.[1] ?? 0;
    return { stage, count, ofPrevious: before === 0 ? null : count / before };
  });
}

/** The fields this file adds to Query. */
export const timeQueries = ['engagement', 'responsePatterns', 'funnel'] as const;
