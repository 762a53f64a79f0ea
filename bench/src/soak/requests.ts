// What a dashboard asks for, in the proportions of its pages: each line is one request a page makes.
import type { Manager } from './population.ts';

/** Lists, single things, and questions of several at once: each is reported by itself. */
export type Kind = {
  name: string;
  group: 'lists' | 'detail' | 'graphql';
  weight: number;
  of(session: Session, pick: PickOne): Asked;
};
/** What a signed-in manager's browser knows. */
export type Session = Pick<Manager, 'token' | 'people' | 'campaigns'>;
export type Asked = { path: string; body?: string };
type PickOne = <T>(items: readonly T[]) => T;

const graphql = (query: string, variables: Record<string, unknown> = {}): Asked => ({
  path: '/graphql',
  body: JSON.stringify({ query, variables }),
});
const names = ['Rahim', 'Uddin', 'Rahim U', 'rah'];
const performance = `query Performance($id: ID!) { campaignPerformance(id: $id) { id name status
  totals { sent delivered read replied failed } rates { delivery { rate } read { rate } reply { rate } }
  channels { channel attempted converted } } }`;
const engagement = `query Engagement { engagement(interval: HOUR) { points { at } } }`;
const funnel = `query Funnel($id: ID) { funnel(campaignId: $id) { stage count } }`;
const reasons = `query Reasons { failureReasons { kind code count } }`;
const list = `query Campaigns { campaigns(first: 20) { items { id name status totals { sent delivered } } endCursor } }`;

export const kinds: readonly Kind[] = [
  { name: 'overview', group: 'detail', weight: 14, of: () => ({ path: '/api/v1/analytics/overview' }) },
  { name: 'campaigns', group: 'lists', weight: 12, of: () => ({ path: '/api/v1/campaigns?limit=50' }) },
  {
    name: 'campaign',
    group: 'detail',
    weight: 8,
    of: (m, pick) => ({ path: `/api/v1/campaigns/${pick(m.campaigns)}` }),
  },
  {
    name: 'campaign live',
    group: 'detail',
    weight: 10,
    of: (m) => ({ path: `/api/v1/campaigns/${m.campaigns[0]}/live` }),
  },
  {
    name: 'recipients',
    group: 'lists',
    weight: 6,
    of: (m) => ({ path: `/api/v1/campaigns/${m.campaigns[0]}/messages?limit=50` }),
  },
  { name: 'people', group: 'lists', weight: 10, of: () => ({ path: '/api/v1/prospects?limit=50' }) },
  {
    name: 'people by score',
    group: 'lists',
    weight: 3,
    of: () => ({ path: '/api/v1/prospects?limit=50&sort=score' }),
  },
  {
    name: 'search people',
    group: 'lists',
    weight: 4,
    of: (_m, pick) => ({ path: `/api/v1/prospects?limit=8&q=${encodeURIComponent(pick(names))}` }),
  },
  {
    name: 'person',
    group: 'detail',
    weight: 6,
    of: (m, pick) => ({ path: `/api/v1/prospects/${pick(m.people)}` }),
  },
  {
    name: 'timeline',
    group: 'lists',
    weight: 4,
    of: (m, pick) => ({ path: `/api/v1/prospects/${pick(m.people)}/timeline` }),
  },
  {
    name: 'consents',
    group: 'lists',
    weight: 2,
    of: (m, pick) => ({ path: `/api/v1/prospects/${pick(m.people)}/consents` }),
  },
  {
    name: 'conversations',
    group: 'lists',
    weight: 4,
    of: () => ({ path: '/api/v1/conversations?status=open' }),
  },
  {
    name: 'conversation counts',
    group: 'detail',
    weight: 2,
    of: () => ({ path: '/api/v1/conversations/counts' }),
  },
  {
    name: 'waiting messages',
    group: 'lists',
    weight: 2,
    of: () => ({ path: '/api/v1/messages?status=unknown' }),
  },
  { name: 'me', group: 'detail', weight: 2, of: () => ({ path: '/api/v1/me' }) },
  {
    name: 'graphql performance',
    group: 'graphql',
    weight: 4,
    of: (m, pick) => graphql(performance, { id: pick(m.campaigns) }),
  },
  { name: 'graphql engagement', group: 'graphql', weight: 2, of: () => graphql(engagement) },
  {
    name: 'graphql funnel',
    group: 'graphql',
    weight: 2,
    of: (m, pick) => graphql(funnel, { id: pick(m.campaigns) }),
  },
  { name: 'graphql reasons', group: 'graphql', weight: 1, of: () => graphql(reasons) },
  { name: 'graphql campaigns', group: 'graphql', weight: 2, of: () => graphql(list) },
];
