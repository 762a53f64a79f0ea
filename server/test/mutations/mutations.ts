// The safeguards of delivery, each with the change that removes it. Texts are found in the source exactly once, or the
// check fails and says so: whoever moves a safeguard updates its entry here.
import type { Bias } from '../simulation/world.ts';

export type Edit = { file: string; find: string; replace: string };
export type Mutation = {
  /** What is removed. */
  name: string;
  edits: Edit[];
  /** One of these words is in the promise the simulation finds broken. */
  breaks: RegExp;
  /** The first seed that is run; default 1. */
  first?: number;
  /** How many seeds may pass before one notices; default 200. */
  seeds?: number;
  /** What it guards against is too rare in ordinary seeds: here it is made usual. */
  bias?: Bias;
  /** Checked in every run of the tests, not only the long one. */
  quick?: true;
};

const delivery = (file: string) => `server/src/delivery/${file}`;

export const mutations: Mutation[] = [
  {
    name: 'outcomes are fenced by the claim they answer',
    edits: [
      {
        file: delivery('apply-status.ts'),
        find: `and (i.fence_token is null
          or (m.claim_token = i.fence_token and m.account_id = i.fence_account and m.attempt = i.fence_attempt))`,
        replace: '',
      },
      {
        file: delivery('move-messages.ts'),
        find: ' and m.claim_token = l.claim_token and m.account_id = l.account_id and m.attempt = l.attempt',
        replace: '',
      },
      {
        file: delivery('move-messages.ts'),
        find: `t.message_id = i.message_id and t.attempt = i.attempt
        and t.claim_token = i.claim_token and t.account_id = i.account_id`,
        replace: 't.message_id = i.message_id',
      },
      {
        file: delivery('write-attempts.ts'),
        find: ' and t.attempt = i.attempt and t.claim_token = i.claim_token\n',
        replace: '\n',
      },
    ],
    breaks: /doubled|ledger|audit|backwards|stuck/,
    // An answer that opened the next try at once is written again, because its commit was not answered.
    bias: {
      ...{ lostCommits: 'attempts', resets: 4, kills: 0, pauses: 0, partitions: 0, slowCommits: 0 },
      ...{ fallbacks: true, channels: ['whatsapp', 'signal'], trouble: 60, processes: 2, watchful: true },
    },
    first: 190,
    quick: true,
  },
  {
    name: 'message ids are deterministic, so that expanding twice adds nobody',
    edits: [
      {
        file: 'server/src/campaigns/expand-audience.ts',
        find: 'select message_id(${campaign.id}::uuid, 0, h.prospect_id, ${campaign.earlier_ids}), ${campaign.launched_at}',
        replace: 'select gen_random_uuid(), ${campaign.launched_at}',
      },
    ],
    breaks: /doubled|one message each/,
    bias: { reexpansions: 2 },
    quick: true,
  },
  {
    name: 'the intent is committed before the call',
    edits: [
      {
        file: delivery('claim-batch.ts'),
        find: `await claimMessages(
          tx,
          now,
          ours.map((one) => one.claim),
        )`,
        replace: 'new Set(ours.map((one) => one.intent.message_id))',
      },
    ],
    breaks: /before its intent/,
    quick: true,
  },
  {
    name: 'an answer changes only what is still under way',
    edits: [
      { file: delivery('apply-status.ts'), find: 'and m.delivery_status = any(i."from")', replace: '' },
      {
        file: delivery('move-messages.ts'),
        find: "and m.delivery_status = 'sending' and m.claim_token",
        replace: 'and m.claim_token',
      },
    ],
    breaks: /backwards|ledger|audit|doubled|counters/,
  },
  {
    name: 'a late receipt moves nothing back',
    edits: [
      {
        file: delivery('move-messages.ts'),
        find: `and m.delivery_status = any(\${arrivable}::text[])
        and (m.delivery_status not in ('sent', 'failed') or i.rung > 1) and (m.delivery_status <> 'delivered' or i.rung = 3)`,
        replace: '',
      },
      // Looked up before, without a lock: what it spares is the write.
      {
        file: delivery('apply-receipts.ts'),
        find: 'return !mayMove(one.present_status, status);',
        replace: 'return false;',
      },
    ],
    breaks: /backwards|ledger|audit|doubled|counters/,
    bias: { lateReceipts: true, trouble: 60 },
    quick: true,
  },
  {
    name: 'a late receipt moves nothing back, also when its message moved since it was looked up',
    edits: [
      {
        file: delivery('move-messages.ts'),
        find: `and m.delivery_status = any(\${arrivable}::text[])
        and (m.delivery_status not in ('sent', 'failed') or i.rung > 1) and (m.delivery_status <> 'delivered' or i.rung = 3)`,
        replace: '',
      },
    ],
    breaks: /backwards|ledger|audit|doubled|counters/,
    bias: {
      ...{ lateReceipts: true, trouble: 60, processes: 2, watchful: true, slowCommits: 0.5 },
      ...{ kills: 0, resets: 0, partitions: 0, pauses: 0 },
    },
  },
  {
    name: 'followers of the log stop below the oldest open transaction',
    edits: [
      {
        file: 'server/src/events/follow.ts',
        find: 'and xid < pg_snapshot_xmin(pg_current_snapshot())',
        replace: '',
      },
    ],
    breaks: /counters/,
    bias: { processes: 3, watchful: true, slowCommits: 0.5, kills: 0, resets: 0, partitions: 0, pauses: 0 },
    quick: true,
  },
  {
    name: 'the lease is looked at right before the call',
    edits: [
      { file: delivery('attempt.ts'), find: 'if (!laneSet.isOurs(lane) || late) {', replace: 'if (0 > 1) {' },
    ],
    breaks: /lease was lost|rate limit|doubled/,
  },
  {
    name: 'what a dead owner had in flight is recovered',
    edits: [{ file: delivery('lanes.ts'), find: 'await recoverInFlight(rt, rows, now);', replace: '' }],
    breaks: /stuck/,
  },
  {
    name: 'an unknown send is never sent again',
    edits: [
      {
        file: delivery('record-outcomes.ts'),
        find: "return { ...base, to: 'unknown', code: outcome.code };",
        replace: "return { ...base, to: 'retrying', code: outcome.code, set: { due_at: at } };",
      },
    ],
    breaks: /doubled|ledger/,
    bias: { trouble: 2 },
  },
  {
    name: 'what a dead owner may have sent is never sent again',
    edits: [
      { file: delivery('recover.ts'), find: "to: 'unknown' as const,", replace: "to: 'retrying' as const," },
    ],
    breaks: /doubled|ledger/,
    bias: { crashAt: 'after-call' },
  },
  {
    name: 'an expansion goes on behind the last person of its last chunk',
    edits: [
      {
        file: 'server/src/campaigns/expand-audience.ts',
        find: 'audiencePage(campaign, campaign.expand_cursor, chunkSize, now)',
        replace: 'audiencePage(campaign, null, chunkSize, now)',
      },
    ],
    breaks: /stuck/,
    bias: { chunk: 1, mostTurns: 5_000 },
    quick: true,
  },
  {
    name: 'an expansion leaves nobody between two chunks out',
    edits: [
      {
        file: 'server/src/campaigns/expand-audience.ts',
        find: '(select id from chunk order by id desc limit 1) as last',
        replace: '(select p.id from prospects p order by p.id desc limit 1) as last',
      },
    ],
    breaks: /one message each/,
    bias: { chunk: 1, cancels: 0 },
  },
  {
    name: 'an answer that is written once more stops its sender once',
    edits: [
      {
        file: delivery('record-outcomes.ts'),
        find: 'const news = await notKnownYet(tx, answers.filter(stopsMore));',
        replace: 'const news = answers.filter(stopsMore);',
      },
    ],
    breaks: /hold/,
    first: 31_000,
    bias: { bans: true, lostCommits: 'attempts', resets: 6, kills: 0, pauses: 2, partitions: 2 },
  },
  {
    name: 'a candidate is locked, and claimed only while it waits',
    edits: [
      {
        file: delivery('claim-queries.ts'),
        find: `where w.campaign_id = q.campaign_id and w.platform = q.platform and w.due_at <= \${now}
        order by w.due_at, w.message_id limit q.take for update skip locked) w`,
        replace: `where w.campaign_id = q.campaign_id and w.platform = q.platform and w.due_at <= \${now}
        order by w.due_at, w.message_id limit q.take) w`,
      },
      {
        file: delivery('move-messages.ts'),
        find: "and m.delivery_status in ('pending', 'retrying')\n      returning",
        replace: 'returning',
      },
      // The third that keeps two claims apart: one intent a message.
      {
        file: delivery('move-messages.ts'),
        find: 'select changed.*, ${now} from changed',
        replace:
          'select changed.*, ${now} from changed on conflict (message_id) do update set claim_token = excluded.claim_token',
      },
    ],
    breaks: /doubled|rate limit|lease|audit|ledger|backwards/,
    seeds: 600,
  },
  {
    name: 'a claim whose commit was not answered is asked after',
    edits: [{ file: delivery('claim-batch.ts'), find: 'laneSet.doubts.push(...reserved);', replace: '' }],
    breaks: /stuck/,
    bias: { lostCommits: 'intents', resets: 3, kills: 0, pauses: 0 },
  },
  {
    name: 'people are locked before their consent is read',
    edits: [
      {
        file: delivery('claim-queries.ts'),
        find: 'asking ? sql`order by p.id for no key update of p` : sql``',
        replace: 'sql``',
      },
    ],
    breaks: /opt-out/,
    bias: { stops: 6, watchful: true, slowCommits: 0.5, kills: 0, resets: 0, partitions: 0, pauses: 0 },
  },
  {
    name: 'a token returns one window after the response',
    edits: [
      {
        file: delivery('token-window.ts'),
        find: 'const back = at + this.windowMs;',
        replace: 'const back = at;',
      },
    ],
    breaks: /rate limit/,
  },
  {
    name: 'the daily limit is counted where the intent is committed',
    edits: [
      {
        file: delivery('count-claims.ts'),
        find: 'where d.claimed + excluded.claimed <= (select per_day from sender_accounts a where a.id = d.account_id)',
        replace: '',
      },
      {
        file: delivery('lanes.ts'),
        find: 'left_today: lane.row.per_day - claimedOn(lane, days),',
        replace: 'left_today: lane.row.per_day,',
      },
    ],
    breaks: /daily limit/,
    bias: { perDay: 2, channels: ['signal'] },
  },
];
