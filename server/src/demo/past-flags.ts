// What the sample workspace's rules found in the weeks before it was opened, and what was decided about it: so that the
// pages of compliance have something to show. Texts and numbers are invented; their messages are not there any more.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { seededRandom } from './people.ts';

type Verdict = 'false_alarm' | 'minor' | 'violation';
type Past = {
  rule: string;
  texts: readonly [before: string, matched: string | null, after: string][];
  /** How many in four weeks, and how many of ten were what. */
  count: number;
  of_ten: Record<Verdict, number>;
  notes: Partial<Record<Verdict, string>>;
};

const past: readonly Past[] = [
  {
    rule: 'benefit-without-risk',
    texts: [
      ['our income fund aims at a ', '6% return', ' a year. Shall I send the fact sheet?'],
      ['here is how others ', 'grow your wealth', ' with a monthly plan.'],
    ],
    count: 52,
    of_ten: { violation: 2, minor: 6, false_alarm: 2 },
    notes: {
      minor: 'The risk line belongs into the same message.',
      violation: 'A figure without any risk. Sent back to the author.',
    },
  },
  {
    rule: 'pressure',
    texts: [
      ['', 'hurry', ' if you can: your portfolio review starts at 15:00, and the link closes.'],
      ['this is the ', 'last chance', ' this year to update your portfolio contact details.'],
    ],
    count: 38,
    of_ten: { violation: 1, minor: 2, false_alarm: 7 },
    notes: { false_alarm: 'About an appointment, not an investment.', violation: 'Urges to buy by tonight.' },
  },
  {
    rule: 'past-performance',
    texts: [['our bond fund ', 'has returned', ' more than its index since 2023.']],
    count: 27,
    of_ten: { violation: 3, minor: 6, false_alarm: 1 },
    notes: { minor: 'The warning about past performance was missing.' },
  },
  {
    rule: 'future-performance',
    texts: [['gold is ', 'expected to rise by 10', ' percent by spring, our desk writes.']],
    count: 16,
    of_ten: { violation: 7, minor: 2, false_alarm: 1 },
    notes: { violation: 'A forecast as a fact.' },
  },
  {
    rule: 'promised-returns',
    texts: [['with ', 'guaranteed returns', ' you can plan ahead. May I call you?']],
    count: 9,
    of_ten: { violation: 9, minor: 1, false_alarm: 0 },
    notes: { violation: 'A promise. The message was refused.' },
  },
];

const names = ['Rumana', 'Oliver', 'Nabila', 'Priya', 'Arif', 'Hannah', 'Omar', 'Tasnim'] as const;
const channels = ['telegram', 'signal', 'whatsapp', 'imessage'] as const;
const dayMs = 86_400_000;

export async function addPastFlags(
  tx: Tx,
  workspace_id: string,
  users: { managers: readonly string[]; reviewers: readonly string[] },
  now: Date,
): Promise<void> {
  const random = seededRandom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  // A few write most of what is flagged, as it is.
  const manager = () => users.managers[Math.floor(random() ** 2 * Math.min(6, users.managers.length))];
  const rows = past.flatMap((one) =>
    Array.from({ length: one.count }, (_, index) => {
      const flagged = now.getTime() - dayMs * (1 + random() * 28);
      const verdict: Verdict =
        index % 10 < one.of_ten.violation
          ? 'violation'
          : index % 10 < one.of_ten.violation + one.of_ten.minor
            ? 'minor'
            : 'false_alarm';
      const [before, matched, after] = pick(one.texts);
      return {
        ...{
          rule: one.rule,
          message_id: randomUUID(),
          portfolio_manager_id: manager(),
          channel: pick(channels),
        },
        ...{ verdict, note: one.notes[verdict] ?? null, decided_by: pick(users.reviewers), matched },
        excerpt: `Dear ${pick(names)}, ${before}${matched ?? ''}${after}`,
        flagged_at: new Date(flagged).toISOString(),
        decided_at: new Date(flagged + 3_600_000 * (0.3 + random() * 9)).toISOString(),
        place: random(),
      };
    }),
  );
  await sql`
    insert into message_flags (workspace_id, message_id, created_at, prospect_id, portfolio_manager_id, channel, rule_id,
      rule_version, action, severity, matched, excerpt, flagged_at, state, verdict, note, decided_by, decided_at)
    select ${workspace_id}, i.message_id, i.flagged_at, p.id, i.portfolio_manager_id, i.channel, r.id, r.version,
      v.definition ->> 'action', v.definition ->> 'severity', i.matched, i.excerpt, i.flagged_at, 'decided', i.verdict, i.note,
      i.decided_by, i.decided_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i(rule text, message_id uuid, portfolio_manager_id uuid,
      channel text, verdict text, note text, decided_by uuid, matched text, excerpt text, flagged_at timestamptz,
      decided_at timestamptz, place float8)
    join rules r on r.workspace_id = ${workspace_id} and r.pack_rule = i.rule
    join rule_versions v on v.rule_id = r.id and v.version = r.version
    join (select id, row_number() over (order by id) - 1 as n, count(*) over () as of from prospects
      where workspace_id = ${workspace_id}) p on p.n = floor(i.place * p.of)`.execute(tx);
}
