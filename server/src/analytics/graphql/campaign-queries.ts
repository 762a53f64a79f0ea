// campaignPerformance and campaigns.
import { sql } from 'kysely';
import { pageOf, readCursor } from '../../http/page.ts';
import { ownedBy } from '../../http/scope.ts';
import { campaignNumbers } from '../campaign-numbers.ts';
import {
  campaignReport,
  profileReports,
  reportOf,
  type ProfileReport,
  type Report,
} from '../campaign-report.ts';
import type { Numbers } from '../counts.ts';
import { visibleCampaign, type VisibleCampaign } from '../visible.ts';
import { builder, pageSize, spanOf, StatusEnum, type GraphContext } from './builder.ts';
import { ChannelReportType, Numbers as NumbersType, RatesType } from './number-types.ts';

const ProfileCohort = builder.objectRef<ProfileReport>('ProfileCohort').implement({
  fields: (t) => ({
    profileId: t.id({ nullable: true, resolve: (one) => one.profile_id }),
    name: t.exposeString('name', { nullable: true }),
    totals: t.expose('numbers', { type: NumbersType }),
    rates: t.expose('rates', { type: RatesType }),
  }),
});

type Performance = Report & { campaign: VisibleCampaign };

const CampaignPerformance = builder.objectRef<Performance>('CampaignPerformance').implement({
  fields: (t) => ({
    id: t.id({ resolve: (one) => one.campaign.id }),
    name: t.string({ resolve: (one) => one.campaign.name }),
    status: t.field({ type: StatusEnum, resolve: (one) => one.campaign.status as never }),
    totals: t.expose('numbers', { type: NumbersType }),
    rates: t.expose('rates', { type: RatesType }),
    channels: t.expose('channels', { type: [ChannelReportType] }),
    profiles: t.field({
      type: [ProfileCohort],
      description: 'Cohorts by engagement profile, since launch',
      resolve: (one, _args, { rt, actor, receipts }) =>
        profileReports(rt.db, actor.workspace_id, one.campaign.id, receipts),
    }),
  }),
});

builder.queryField('campaignPerformance', (t) =>
  t.field({
    type: CampaignPerformance,
    description: 'Since launch; with `from` or `to`, what happened between them.',
    args: {
      id: t.arg.id({ required: true }),
      from: t.arg({ type: 'DateTime' }),
      to: t.arg({ type: 'DateTime' }),
    },
    resolve: async (_root, args, context) => {
      const { rt, actor, receipts } = context;
      const campaign = await visibleCampaign(rt.db, actor, args.id);
      const span = args.from || args.to ? spanOf(context, args, 731) : undefined;
      return { campaign, ...(await campaignReport(rt.db, actor.workspace_id, campaign.id, span, receipts)) };
    },
  }),
);

type ListedCampaign = VisibleCampaign & { created_at: Date; launched_at: Date | null; numbers: Numbers };

const CampaignSummary = builder.objectRef<ListedCampaign>('CampaignSummary').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    status: t.field({ type: StatusEnum, resolve: (one) => one.status as never }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    launchedAt: t.expose('launched_at', { type: 'DateTime', nullable: true }),
    totals: t.expose('numbers', { type: NumbersType }),
    rates: t.field({
      type: RatesType,
      resolve: (one, _args, { receipts }) => reportOf(one.numbers, receipts).rates,
    }),
    channels: t.field({
      type: [ChannelReportType],
      resolve: (one, _args, { receipts }) => reportOf(one.numbers, receipts).channels,
    }),
  }),
});

const CampaignPage = builder
  .objectRef<{ items: ListedCampaign[]; next: string | null }>('CampaignPage')
  .implement({
    fields: (t) => ({
      items: t.expose('items', { type: [CampaignSummary] }),
      endCursor: t.exposeString('next', {
        nullable: true,
        description: 'Pass as `after`; null: this is the end',
      }),
    }),
  });

builder.queryField('campaigns', (t) =>
  t.field({
    type: CampaignPage,
    description: 'Newest first.',
    args: {
      first: t.arg.int({ defaultValue: 20, description: '1 to 100' }),
      after: t.arg.string(),
      status: t.arg({ type: StatusEnum }),
    },
    resolve: (_root, args, context) => listCampaigns(context, args),
  }),
);

type ListArgs = {
  first?: number | null | undefined;
  after?: string | null | undefined;
  status?: string | null | undefined;
};

async function listCampaigns({ rt, actor }: GraphContext, args: ListArgs) {
  const first = pageSize(args.first, 20, 100);
  const cursor = readCursor('graphql.campaigns', args.after ?? undefined);
  const { rows } = await sql<Omit<ListedCampaign, 'numbers'> & { sort: string }>`
    /* prepared */ select c.id, c.name, c.status, c.created_at, c.launched_at, c.created_at::text as sort from campaigns c
    where c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}
      and (${args.status ?? null}::text is null or c.status = ${args.status ?? null})
      and ${cursor ? sql`(c.created_at, c.id) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)` : sql`true`}
    order by c.created_at desc, c.id desc limit ${first + 1}
  `.execute(rt.db);
  const page = pageOf('graphql.campaigns', rows, first, (row) => [row.sort, row.id]);
  const ids = page.items.map((row) => row.id);
  const numbers = await campaignNumbers(rt.db, actor.workspace_id, ids);
  const items = page.items.flatMap((row) => {
    const own = numbers.get(row.id);
    return own ? [{ ...row, numbers: own }] : [];
  });
  return { items, next: page.next_cursor };
}

/** The fields this file adds to Query. */
export const campaignQueries = ['campaignPerformance', 'campaigns'] as const;
