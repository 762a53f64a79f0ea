// Enters: mails whose time has come. Leaves: taken by the mail server, to be tried again, or given up and told to the
// administrators; what was given up only because the server was away is told anew, an hour after it was written at the earliest.
// Guaranteed: a mail that was written down is tried until the server takes it, four times at most. The try is counted and
// committed before the server is asked, so a crash between its 250 and our commit costs one further copy at most per
// crash, never an endless row; every copy carries the same Message-ID, by which mailboxes that look for it show one.
import { sql } from 'kysely';
import { appendEvents } from '../../events/append.ts';
import type { MailRuntime } from './compose-mails.ts';
import type { Mailer, MailOutcome } from './transport.ts';

/** After the first, second and third failure. */
const waitMinutes = [1, 5, 15];
const mostTries = waitMinutes.length + 1;
/** Longer than the server may take: who has not answered by then is gone. */
const leaseMinutes = 5;

type Claimed = {
  id: string;
  workspace_id: string;
  user_id: string;
  address: string;
  subject: string;
  body_text: string;
  body_html: string;
  tries: number;
};

/** Tries what is due, one after another; returns how many were tried. */
export async function deliverMails(rt: MailRuntime, mailer: Mailer, signal?: AbortSignal): Promise<number> {
  let tried = 0;
  while (signal?.aborted !== true) {
    const mail = await claimMail(rt);
    if (!mail) return tried;
    tried++;
    if (mail.tries > mostTries) {
      // We died after each of its tries: whether one arrived, nobody knows. It ends here.
      await recordOutcome(rt, mail, { kind: 'refused', code: 'mail_connection', again: false });
      continue;
    }
    const outcome = await mailer.send({
      to: mail.address,
      subject: mail.subject,
      text: mail.body_text,
      html: mail.body_html,
      message_id: messageId(rt, mail.id),
    });
    rt.crashPoint('mail.answered');
    await recordOutcome(rt, mail, outcome);
  }
  return tried;
}

/** The same for every try of one mail. */
export function messageId(rt: Pick<MailRuntime, 'config'>, id: string): string {
  return `<notification-${id}@${new URL(rt.config.publicUrl).hostname}>`;
}

async function claimMail(rt: MailRuntime): Promise<Claimed | undefined> {
  const now = rt.clock.now();
  const { rows } = await sql<Claimed>`
    update notification_mails set status = 'sending', tries = tries + 1,
      next_at = ${now}::timestamptz + make_interval(mins => ${leaseMinutes})
    where id = (select id from notification_mails where status in ('waiting', 'sending') and next_at <= ${now}
      order by next_at, id limit 1 for update skip locked)
    returning id, workspace_id, user_id, address, subject, body_text, body_html, tries`.execute(rt.db);
  return rows[0];
}

/** Fenced by the number of the try: who answers after its lease ended changes nothing. */
async function recordOutcome(rt: MailRuntime, mail: Claimed, outcome: MailOutcome): Promise<void> {
  const now = rt.clock.now();
  const mine = sql`id = ${mail.id} and status = 'sending' and tries = ${mail.tries}`;
  if (outcome.kind === 'taken') {
    await sql`
      with sent as (update notification_mails set status = 'sent', sent_at = ${now}, error_code = null where ${mine}
        returning user_id)
      update notification_boxes b set last_mail_at = ${now} from sent where b.user_id = sent.user_id`.execute(
      rt.db,
    );
    return;
  }
  const wait = waitMinutes[mail.tries - 1];
  rt.log.warn(
    { mail_id: mail.id, try: mail.tries, code: outcome.code },
    'a notification could not be mailed',
  );
  if (outcome.again && wait !== undefined) {
    await sql`update notification_mails set status = 'waiting', error_code = ${outcome.code},
      next_at = ${now}::timestamptz + make_interval(mins => ${wait}) where ${mine}`.execute(rt.db);
    return;
  }
  await rt.db.transaction().execute(async (tx) => {
    // Before its notifications, as by everybody who writes both.
    await sql`select from notification_boxes where user_id = ${mail.user_id} for update`.execute(tx);
    const { numAffectedRows } =
      await sql`update notification_mails set status = 'failed', failed_at = ${now}, error_code = ${outcome.code} where ${mine}`.execute(
        tx,
      );
    if (!numAffectedRows) return;
    if (outcome.again)
      await sql`update notifications set mailed_count = 0 where read_at is null and id = any(
        (select notification_ids from notification_mails where id = ${mail.id})::uuid[])`.execute(tx);
    await appendEvents(tx, now, [
      // Not to whom: an address is personal, and the log is for ever.
      {
        workspace_id: mail.workspace_id,
        type: 'mail.failed',
        occurred_at: now,
        data: { code: outcome.code },
      },
    ]);
  });
}
