// Enters: unread notifications that were not mailed yet, or grew. Leaves: at most one mail per person, written down before
// any mail server is asked, and marked on its notifications in the same transaction.
import { neverMailed, type NotificationKind } from '@sampark/contracts/notification-kinds.ts';
import { sql } from 'kysely';
import type { Tx } from '../../events/append.ts';
import type { Runtime } from '../../runtime.ts';
import { choiceOf, type StoredPreferences } from '../choice.ts';
import { presentNotifications, type NotificationRow } from '../present.ts';
import { mailDue } from './mail-due.ts';
import { renderMail } from './render-mail.ts';
import type { Language } from './words.ts';

export type MailRuntime = Pick<Runtime, 'db' | 'clock' | 'config' | 'log' | 'crashPoint'>;

/** What nobody read for so long is not made news by a mail server that is set up today. */
const newsForDays = 2;
const peopleAtOnce = 500;

type Person = {
  user_id: string;
  workspace_id: string;
  email: string;
  name: string;
  language: Language;
  workspace: string;
  time_zone: string;
  preferences: StoredPreferences;
  last_mail_at: Date | null;
  hourly_at: Date | null;
  daily_at: Date | null;
};

/** Page by page to the end: those who chose no mail, or a later one, keep nobody behind them waiting. */
export async function composeMails(rt: MailRuntime, atOnce = peopleAtOnce): Promise<number> {
  if (!rt.config.mail) return 0;
  const now = rt.clock.now();
  let written = 0;
  for (let after: string | undefined; ;) {
    const people = await peopleWithNews(rt, now, after, atOnce);
    for (const user_id of people)
      if (await rt.db.transaction().execute((tx) => writeMail(rt, tx, user_id, now))) written++;
    if (people.length < atOnce) return written;
    after = people.at(-1);
  }
}

async function peopleWithNews(
  rt: MailRuntime,
  now: Date,
  after: string | undefined,
  atOnce: number,
): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select distinct n.user_id from notifications n
    join users u on u.id = n.user_id and u.status = 'active'
    join workspaces w on w.id = u.workspace_id and not w.is_demo
    left join notification_boxes b on b.user_id = n.user_id
    where n.read_at is null and n.certain and n.mailed_count < n.count
      and n.last_at > ${now}::timestamptz - make_interval(days => ${newsForDays})
      and (b.last_mail_at is null or b.last_mail_at <= ${now}::timestamptz - interval '10 minutes')
      and not exists (select from notification_mails m where m.user_id = n.user_id and m.status in ('waiting', 'sending'))
      ${after === undefined ? sql`` : sql`and n.user_id > ${after}`}
    order by n.user_id limit ${atOnce}`.execute(rt.db);
  return rows.map((row) => row.user_id);
}

async function writeMail(rt: MailRuntime, tx: Tx, user_id: string, now: Date): Promise<boolean> {
  const person = await lockPerson(tx, user_id);
  if (!person) return false;
  const rows = await unmailed(tx, user_id, now);
  const items = rows
    .filter((row) => !neverMailed.includes(row.kind))
    .map((row) => ({ ...row, rhythm: choiceOf(person.preferences, row.kind).email }));
  const due = mailDue(person, items, now);
  if (due.length === 0) return false;
  const ids = due.map((one) => one.id);
  const notifications = await presentNotifications(
    tx,
    person,
    rows.filter((row) => ids.includes(row.id)),
  );
  const mail = renderMail({
    ...{ language: person.language, person: person.name, workspace: person.workspace },
    ...{ url: rt.config.publicUrl, notifications },
  });
  const { numAffectedRows } = await sql`
    insert into notification_mails (workspace_id, user_id, address, language, subject, body_text, body_html,
                                    notification_ids, next_at, created_at)
    values (${person.workspace_id}, ${user_id}, ${person.email}, ${person.language}, ${mail.subject}, ${mail.text},
            ${mail.html}, ${ids}::uuid[], ${now}, ${now}) on conflict do nothing`.execute(tx);
  if (!numAffectedRows) return false;
  await sql`update notifications set mailed_at = ${now}, mailed_count = count where id = any(${ids}::uuid[])`.execute(
    tx,
  );
  const has = (rhythm: string) => due.some((one) => one.rhythm === rhythm);
  await sql`
    update notification_boxes set last_mail_at = ${now},
      hourly_at = case when ${has('hourly')} then ${now}::timestamptz else hourly_at end,
      daily_at = case when ${has('daily')} then ${now}::timestamptz else daily_at end
    where user_id = ${user_id}`.execute(tx);
  return true;
}

/** Holds the box: two processes never write the same person a mail at once. */
async function lockPerson(tx: Tx, user_id: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select b.user_id, u.workspace_id, u.email, u.name, u.language, w.name as workspace, w.time_zone, b.preferences,
           b.last_mail_at, b.hourly_at, b.daily_at
    from notification_boxes b join users u on u.id = b.user_id join workspaces w on w.id = u.workspace_id
    where b.user_id = ${user_id} for update of b`.execute(tx);
  return rows[0];
}

type Unmailed = NotificationRow & { kind: NotificationKind; mailed_count: number; mailed_at: Date | null };

/** Locked: one that grows meanwhile waits, so that the count kept as mailed is the one the mail says. */
async function unmailed(tx: Tx, user_id: string, now: Date): Promise<Unmailed[]> {
  const { rows } = await sql<Unmailed>`
    select id, kind, subject_id, count, data, first_at, last_at, read_at, mailed_count, mailed_at from notifications
    where user_id = ${user_id} and read_at is null and certain and mailed_count < count
      and last_at > ${now}::timestamptz - make_interval(days => ${newsForDays})
    order by id limit 200 for update`.execute(tx);
  return rows.sort((a, b) => b.last_at.getTime() - a.last_at.getTime());
}
