// Segments of the demo: what a portfolio manager would keep at hand, one that is shared, and a draft that is aimed at one.
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';

type DemoSegment = {
  name: string;
  description: string;
  owner: 'pm' | 'admin';
  condition: (campaign: (name: string) => string) => SegmentCondition;
};

const asked = 'Welcome to the new client portal';
const forTheGulf = 'Gulf and Singapore, bonds or property';
/** The draft that is aimed at it. */
const aimedDraft = 'Sukuk introduction';

const demoSegments: readonly DemoSegment[] = [
  {
    name: 'Warm, but quiet',
    description: 'A good score and no word in a month: call before writing again.',
    owner: 'pm',
    condition: () => ({
      all: [
        { field: 'lead_score', op: 'at_least', value: 60 },
        { not: { field: 'last_reply', op: 'within_days', value: 30 } },
      ],
    }),
  },
  {
    name: 'Did not read the portal welcome',
    description: '',
    owner: 'pm',
    condition: (campaign) => ({
      all: [{ field: 'campaign', op: 'equals', campaign_id: campaign(asked), value: 'not_read' }],
    }),
  },
  {
    name: 'Bengali speakers under 45',
    description: 'For the evenings at the Dhaka office.',
    owner: 'pm',
    condition: () => ({
      all: [
        { field: 'language', op: 'in', value: ['bn'] },
        { field: 'demographics', key: 'age', op: 'less_than', value: 45 },
      ],
    }),
  },
  {
    name: forTheGulf,
    description: 'Whom the fixed income desk asks about.',
    owner: 'pm',
    condition: () => ({
      all: [
        { field: 'country', op: 'in', value: ['AE', 'SG'] },
        {
          any: [
            { field: 'interests', op: 'contains', value: ['bonds', 'real estate', 'sukuk'] },
            { field: 'lead_score', op: 'at_least', value: 80 },
          ],
        },
      ],
    }),
  },
  {
    name: 'May be written to on WhatsApp',
    description: 'Agreed to marketing there, and no stop on record.',
    owner: 'admin',
    condition: () => ({
      all: [
        { field: 'consent', op: 'equals', channel: 'whatsapp', purpose: 'marketing', value: 'granted' },
        { not: { field: 'opted_out', op: 'exists' } },
      ],
    }),
  },
];

/** After the campaigns: conditions name them. */
export async function addSegments(
  tx: Tx,
  workspace_id: string,
  users: { admin: string; managers: readonly string[] },
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from campaigns where workspace_id = ${workspace_id}`.execute(tx);
  const ids = new Map(rows.map((row) => [row.name, row.id]));
  const idOf = (name: string) => {
    const id = ids.get(name);
    if (!id) throw new Error(`the demo has no campaign “${name}”`);
    return id;
  };
  for (const [index, segment] of demoSegments.entries()) {
    const { name, description } = segment;
    const owner_id = segment.owner === 'pm' ? (users.managers[0] ?? users.admin) : users.admin;
    const shared = segment.owner === 'admin';
    const condition = segment.condition(idOf);
    const at = new Date(now.getTime() - index * 60_000);
    const { id } = await tx
      .insertInto('segments')
      .values({
        ...{ workspace_id, owner_id, name, description, shared, condition: JSON.stringify(condition) },
        ...{ created_at: at, updated_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const data = { segment_id: id, name, version: 1, shared, condition };
    await appendEvents(tx, now, [
      { workspace_id, type: 'segment.created', occurred_at: at, actor_id: owner_id, data },
    ]);
    if (name === forTheGulf)
      await sql`update campaigns set target_segment = ${JSON.stringify({ segment_id: id })}::jsonb
        where id = ${idOf(aimedDraft)}`.execute(tx);
  }
}
