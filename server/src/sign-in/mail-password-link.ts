// The mail with the link to a new password. The link is made with the mail and never stored: what waits is the address alone.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { escape, page } from '../notifications/mail/render-mail.ts';
import { openMailer } from '../notifications/mail/transport.ts';
import type { Runtime } from '../runtime.ts';
import { passwordAddress } from './new-password.ts';
import { makeTicket } from './tickets.ts';

const holdsSeconds = 30 * 60;
/** Nobody's box is filled by a stranger who knows the address. */
const betweenSeconds = 120;

const words = {
  en: {
    subject: 'Choose a new password for Sampark',
    hello: (name: string) => `Hello ${name},`,
    text: 'Somebody, we hope you, asked for a new password. This link works once, for 30 minutes:',
    not: 'It was not you? Then there is nothing to do: your password stays as it is.',
  },
  bn: {
    subject: 'সম্পর্কের জন্য নতুন পাসওয়ার্ড বেছে নিন',
    hello: (name: string) => `প্রিয় ${name},`,
    text: 'কেউ, আশা করি আপনিই, নতুন পাসওয়ার্ড চেয়েছেন। এই লিংকটি একবারই কাজ করে, ৩০ মিনিট পর্যন্ত:',
    not: 'আপনি চাননি? তাহলে কিছু করার নেই: আপনার পাসওয়ার্ড আগের মতোই থাকছে।',
  },
};

type Person = { id: string; workspace_id: string; email: string; name: string; language: 'en' | 'bn' };

export const passwordMailJob: JobTable = {
  mail_password_link: {
    run: async (rt, payload) => {
      const { email, asked_at } = payload as { email: string; asked_at: string };
      // A mail server that comes back tomorrow sends no links nobody waits for.
      const late = rt.clock.now().getTime() - new Date(asked_at).getTime() > holdsSeconds * 1000;
      if (!late) await mailLink(rt, email);
    },
  },
};

async function mailLink(rt: Runtime, email: string): Promise<void> {
  if (!rt.config.mail) return;
  const person = await findPerson(rt, email);
  if (!person) return;
  const mailer = openMailer(rt.config.mail);
  try {
    await rt.db.transaction().execute(async (tx) => {
      const now = rt.clock.now();
      const { token } = await makeTicket(rt, tx, person, {
        ...{ purpose: 'password', after: 'mail', seconds: holdsSeconds },
      });
      await appendEvents(tx, now, [
        {
          ...{ workspace_id: person.workspace_id, type: 'user.password_link_made', occurred_at: now },
          data: { user_id: person.id, by: 'mail' },
        },
      ]);
      // Within: a mail the server did not take leaves no link behind, and the job tries again.
      const outcome = await mailer.send(mailOf(rt, person, passwordAddress(rt, token)));
      if (outcome.kind === 'refused')
        throw new Error(`the mail with a new password was refused: ${outcome.code}`);
    });
  } finally {
    mailer.close();
  }
}

async function findPerson(rt: Runtime, email: string): Promise<Person | undefined> {
  const since = new Date(rt.clock.now().getTime() - betweenSeconds * 1000);
  const { rows } = await sql<Person>`
    select u.id, u.workspace_id, u.email, u.name, u.language
    from users u join workspaces w on w.id = u.workspace_id
    where lower(u.email) = ${email} and u.status = 'active' and not w.is_demo
      and not exists (select from sign_in_tickets t where t.user_id = u.id and t.purpose = 'password'
        and t.after = 'mail' and t.created_at > ${since})`.execute(rt.db);
  return rows[0];
}

function mailOf(rt: Runtime, person: Person, link: string) {
  const { subject, hello, text, not } = words[person.language];
  return {
    to: person.email,
    subject,
    text: [hello(person.name), text, link, not].join('\n\n'),
    html: page(person.language, [
      `<p>${escape(hello(person.name))}</p><p>${escape(text)}</p>`,
      `<p><a href="${escape(link)}">${escape(link)}</a></p><p>${escape(not)}</p>`,
    ]),
    message_id: `<password-${crypto.randomUUID()}@${new URL(rt.config.publicUrl).hostname}>`,
  };
}
