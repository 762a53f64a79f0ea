// Notifications by e-mail, over a real SMTP server: what is said, how often, in which language, and what happens when the
// server refuses, is not safe, or we die in the middle.
import { Writable } from 'node:stream';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NotificationPreferences } from '@sampark/contracts/notifications.ts';
import type { MailConfig } from '../../src/config.ts';
import { composeMails } from '../../src/notifications/mail/compose-mails.ts';
import { deliverMails } from '../../src/notifications/mail/deliver-mails.ts';
import { faultOf, openMailer } from '../../src/notifications/mail/transport.ts';
import { manualClock } from '../support/manual-clock.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
  type TestUser,
} from '../support/server.ts';
import { testCertificate, testKey } from './certificate.ts';
import { failure, notificationTools } from './helpers.ts';
import { readMail, startMailServer, type MailServer } from './mail-server.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
const password = 'hunter2-very-secret';
let server: TestServer;
let mail: MailServer;
let workspace_id: string;
let pm: TestUser;
let lines: string[] = [];
const { happen, of, campaign } = notificationTools(() => server);
const minutes = (count: number) => clock.advance(count * 60_000);

beforeAll(async () => {
  server = await startTestServer({ clock, env: { SAMPARK_PUBLIC_URL: 'https://sampark.example.com' } });
  mail = await startMailServer();
  server.rt.log = pino(
    { level: 'debug' },
    new Writable({
      write: (line: Buffer, _encoding, done) => {
        lines.push(line.toString());
        done();
      },
    }),
  );
});
afterAll(async () => {
  await mail.close();
  await server.close();
});
beforeEach(async () => {
  clock.advance(86_400_000);
  lines = [];
  mail.mails.length = 0;
  mail.refuse = undefined;
  use(mail);
  workspace_id = (await createWorkspace(server.rt, { name: 'Meghna Wealth' })).id;
  pm = await createUser(server.rt, { workspace_id, name: 'Nadia Islam' });
});
afterEach(async () => {
  // What one test leaves waiting is not the next one's.
  await sql`delete from notification_mails`.execute(server.rt.db);
  if (lines.join('').includes(password)) throw new Error('The log holds the password');
});

function use(one: { port: number }, more: Partial<MailConfig> = {}): void {
  server.rt.config.mail = {
    ...{
      host: '127.0.0.1',
      port: one.port,
      implicitTls: false,
      tls: 'off',
      from: 'Sampark <notify@example.com>',
    },
    ...more,
  };
}

/** One round of the jobs role; returns how many tries it made. */
async function round(): Promise<number> {
  const config = server.rt.config.mail;
  if (!config) return 0;
  const mailer = openMailer(config);
  try {
    await composeMails(server.rt);
    return await deliverMails(server.rt, mailer);
  } finally {
    mailer.close();
  }
}

async function fail(count: number, owner = pm, id?: string): Promise<string> {
  const about = id ?? (await campaign(owner, 'Spring <review> & more'));
  await happen(owner.workspace_id, ...Array.from({ length: count }, () => failure(owner, about)));
  return about;
}

const rows = async () =>
  (
    await sql<{ status: string; tries: number; error_code: string | null }>`
      select status, tries, error_code from notification_mails where workspace_id = ${workspace_id} order by created_at`.execute(
      server.rt.db,
    )
  ).rows;

describe('a mail', () => {
  it('tells of 37 failures once, in plain text and HTML, with the way there', async () => {
    const id = await fail(37);
    minutes(1);
    await round();
    expect(mail.mails.map((one) => one.to)).toEqual([[pm.email]]);
    const { header, text, html } = readMail(mail.mails[0]?.raw ?? '');
    expect(header('From')).toBe('Sampark <notify@example.com>');
    expect(header('Subject')).toBe('37 messages of “Spring <review> & more” failed');
    expect(header('Message-ID')).toMatch(/^<notification-[0-9a-f-]{36}@sampark\.example\.com>$/);
    expect(header('Auto-Submitted')).toBe('auto-generated');
    expect(text).toContain('Hello Nadia Islam,');
    expect(text).toContain('This person is not on this channel (37)');
    expect(text).toContain(`https://sampark.example.com/campaigns/${id}?tab=recipients&status=failed`);
    expect(text).toContain('https://sampark.example.com/notifications?tab=preferences');
    expect(html).toContain('“Spring &#60;review&#62; &#38; more”');
    expect(html).not.toContain('<review>');
  });

  it('is in the language of its reader, digits included', async () => {
    await server.rt.db.updateTable('users').set({ language: 'bn' }).where('id', '=', pm.id).execute();
    await fail(37);
    minutes(1);
    await round();
    const { header, text, html } = readMail(mail.mails[0]?.raw ?? '');
    expect(header('Subject')).toBe('“Spring <review> & more” এর ৩৭টি বার্তা ব্যর্থ হয়েছে');
    expect(text).toContain('প্রিয় Nadia Islam,');
    expect(text).toContain('ব্যক্তি এই চ্যানেলে নেই (৩৭)');
    expect(html).toContain('<html lang="bn">');
  });

  it('comes ten minutes apart at most, several matters in one, and not for what was read', async () => {
    const first = await fail(1);
    minutes(1);
    await round();
    const second = await campaign(pm, 'Autumn letter');
    await fail(2, pm, second);
    await happen(workspace_id, {
      type: 'campaign.completed',
      campaign_id: second,
      portfolio_manager_id: pm.id,
    });
    minutes(9);
    await round();
    expect(mail.mails).toHaveLength(1);
    minutes(1);
    await round();
    expect(mail.mails).toHaveLength(2);
    const { header, text } = readMail(mail.mails[1]?.raw ?? '');
    expect(header('Subject')).toMatch(/^2 things to know: /);
    expect(text).toContain('2 messages of “Autumn letter” failed');
    expect(text).toContain('“Autumn letter” is complete');
    // Grown, but told an hour ago at the earliest.
    await fail(5, pm, first);
    minutes(30);
    await round();
    expect(mail.mails).toHaveLength(2);
    minutes(30);
    await round();
    expect(readMail(mail.mails[2]?.raw ?? '').header('Subject')).toMatch(/^6 messages of “Spring/);
    await fail(5, pm, first);
    await sql`update notifications set read_at = ${clock.now()} where user_id = ${pm.id}`.execute(
      server.rt.db,
    );
    minutes(120);
    await round();
    expect(mail.mails).toHaveLength(3);
  });

  it('follows what its reader chose: off, or a digest', async () => {
    const choose = async (email: string) =>
      server.ask('PUT', '/api/v1/me/notification-preferences', {
        token: await tokenFor(server.rt, pm),
        payload: { kinds: [{ kind: 'messages_failed', in_app: true, email }] },
      });
    await choose('off');
    const id = await fail(1);
    minutes(61);
    await round();
    expect(mail.mails).toHaveLength(0);
    await choose('hourly');
    await fail(1, pm, id);
    await round();
    expect(readMail(mail.mails[0]?.raw ?? '').header('Subject')).toMatch(/^2 messages/);
  });

  it('is written to who wants one, however many others have news and want none', async () => {
    const colleagues = await Promise.all(
      Array.from({ length: 6 }, () => createUser(server.rt, { workspace_id })),
    );
    for (const one of colleagues.slice(0, 5)) {
      await fail(1, one);
      await sql`update notification_boxes set preferences = '{"messages_failed":{"in_app":true,"email":"off"}}'
        where user_id = ${one.id}`.execute(server.rt.db);
    }
    for (const one of [colleagues[5], pm]) if (one) await fail(1, one);
    minutes(1);
    expect(await composeMails(server.rt, 2)).toBe(2);
  });

  it('is not written to the demo’s people, nor to a disabled account', async () => {
    await fail(1);
    await server.rt.db
      .updateTable('workspaces')
      .set({ is_demo: true })
      .where('id', '=', workspace_id)
      .execute();
    const other = await createUser(server.rt, { workspace_id: (await createWorkspace(server.rt)).id });
    await fail(1, other);
    await server.rt.db.updateTable('users').set({ status: 'disabled' }).where('id', '=', other.id).execute();
    minutes(1);
    await round();
    expect(mail.mails).toEqual([]);
    server.rt.demo.enabled = true;
    expect((await preferences(pm)).email.state).toBe('sample_data');
    server.rt.demo.enabled = false;
  });
});

const preferences = async (user: TestUser) =>
  (
    await server.ask('GET', '/api/v1/me/notification-preferences', { token: await tokenFor(server.rt, user) })
  ).json<NotificationPreferences>();

describe('a mail server that', () => {
  it('refuses the sign-in is asked again after 1, 5 and 15 minutes; then administrators are told, and no password is', async () => {
    const strict = await startMailServer({ login: { user: 'sampark', password: 'another' } });
    use(strict, { login: { user: 'sampark', password } });
    const admin = await createUser(server.rt, { workspace_id, role: 'admin' });
    await fail(1);
    minutes(1);
    const tries: number[] = [await round()];
    for (const wait of [1, 4, 1, 14, 1]) {
      minutes(wait);
      tries.push(await round());
    }
    await strict.close();
    expect(tries).toEqual([1, 1, 0, 1, 0, 1]);
    expect(strict.logins.length).toBeGreaterThanOrEqual(4);
    expect(strict.mails).toEqual([]);
    expect(await rows()).toEqual([{ status: 'failed', tries: 4, error_code: 'mail_auth' }]);
    await happen(workspace_id);
    expect(await of(admin)).toMatchObject([
      { kind: 'mail_failed', count: 1, reasons: [{ code: 'mail_auth', count: 1 }] },
    ]);
    expect((await preferences(pm)).email.last_failure?.code).toBe('mail_auth');
    // No mail about mails.
    use(mail);
    minutes(2);
    await round();
    expect(mail.mails.map((one) => one.to[0])).not.toContain(admin.email);
    expect(mail.mails).toEqual([]);
    // What was given up only because the server was not to be had is told when it is.
    minutes(60);
    await round();
    expect(mail.mails.map((one) => one.to)).toEqual([[pm.email]]);
    minutes(60);
    await round();
    expect(mail.mails).toHaveLength(1);
  });

  it('offers no encryption hears neither name nor mail', async () => {
    const plain = await startMailServer({ login: { user: 'sampark', password }, allowInsecureAuth: true });
    use(plain, { tls: 'required', login: { user: 'sampark', password } });
    await fail(1);
    minutes(1);
    await round();
    await plain.close();
    expect([plain.logins, plain.mails]).toEqual([[], []]);
    expect(await rows()).toEqual([{ status: 'waiting', tries: 1, error_code: 'mail_tls' }]);
  });

  it.each([false, true])(
    'shows a certificate nobody vouches for hears nothing either (TLS at once: %s)',
    async (implicitTls) => {
      const fake = await startMailServer({
        ...{ secure: implicitTls, login: { user: 'sampark', password }, disabledCommands: [] },
      });
      use(fake, { tls: 'required', implicitTls, login: { user: 'sampark', password } });
      await fail(1);
      minutes(1);
      await round();
      await fake.close();
      expect([fake.logins, fake.mails]).toEqual([[], []]);
      expect((await rows()).map((one) => one.error_code)).toEqual(['mail_tls']);
    },
  );

  it.each([false, true])(
    'proves who it is gets the name and the mail, encrypted (TLS at once: %s)',
    async (implicitTls) => {
      const before = getCACertificates();
      setDefaultCACertificates([...before, testCertificate]);
      const safe = await startMailServer({
        ...{ key: testKey, cert: testCertificate, secure: implicitTls, disabledCommands: [] },
        login: { user: 'sampark', password },
      });
      use(safe, { tls: 'required', implicitTls, login: { user: 'sampark', password } });
      await fail(1);
      minutes(1);
      await round();
      await safe.close();
      setDefaultCACertificates(before);
      expect(safe.logins).toEqual([['sampark', password]]);
      expect(safe.mails.map((one) => [one.to, one.secure])).toEqual([[[pm.email], true]]);
    },
  );

  it('is away loses nothing: the mail goes when it is back', async () => {
    const away = await startMailServer();
    await away.close();
    use(away);
    await fail(1);
    minutes(1);
    await round();
    expect((await rows()).map((one) => one.error_code)).toEqual(['mail_connection']);
    use(mail);
    minutes(1);
    await round();
    expect(mail.mails).toHaveLength(1);
    expect(await rows()).toEqual([{ status: 'sent', tries: 2, error_code: null }]);
    expect((await preferences(pm)).email).toMatchObject({ state: 'ready', last_failure: null });
  });

  it.each([
    ['recipient', 550, 'failed', 'mail_address'],
    ['recipient', 451, 'waiting', 'mail_address'],
    ['data', 554, 'failed', 'mail_refused'],
    ['data', 452, 'waiting', 'mail_refused'],
  ] as const)('refuses the %s with %i leaves it %s', async (at, code, status, error_code) => {
    mail.refuse = { at, code };
    await fail(1);
    minutes(1);
    await round();
    expect(await rows()).toEqual([{ status, tries: 1, error_code }]);
  });
});

describe('dying between the server’s yes and our record of it', () => {
  it('repeats the mail under the same Message-ID, and not for ever', async () => {
    await fail(1);
    minutes(1);
    server.rt.crashPoint = (name) => {
      if (name === 'mail.answered') throw new Error('killed');
    };
    for (let n = 0; n < 8; n++) {
      await round().catch(() => undefined);
      // Its lease has not ended: nobody else sends it.
      await round().catch(() => undefined);
      minutes(5);
    }
    server.rt.crashPoint = () => {};
    await round();
    const copies = mail.mails.filter((one) => one.to.includes(pm.email));
    expect(copies).toHaveLength(4);
    expect(new Set(copies.map((one) => readMail(one.raw).header('Message-ID'))).size).toBe(1);
    expect((await rows()).map((one) => one.status)).toEqual(['failed']);
  });

  it('once costs one copy', async () => {
    await fail(1);
    minutes(1);
    server.rt.crashPoint = () => {
      throw new Error('killed');
    };
    await round().catch(() => undefined);
    server.rt.crashPoint = () => {};
    minutes(5);
    await round();
    minutes(60);
    await round();
    expect(mail.mails.filter((one) => one.to.includes(pm.email))).toHaveLength(2);
    expect(await rows()).toEqual([{ status: 'sent', tries: 2, error_code: null }]);
  });
});

describe('faults', () => {
  it.each([
    [{ code: 'EAUTH', responseCode: 535 }, 'mail_auth', true],
    [{ code: 'ETLS' }, 'mail_tls', true],
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'mail_tls', true],
    [{ code: 'ETIMEDOUT' }, 'mail_connection', true],
    [{ code: 'EDNS' }, 'mail_connection', true],
    [{ code: 'EENVELOPE', responseCode: 550 }, 'mail_address', false],
    [{ code: 'EMESSAGE', responseCode: 554 }, 'mail_refused', false],
    [{}, 'mail_connection', true],
  ] as const)('%j is %s', (error, code, again) => {
    expect(faultOf(error)).toEqual({ kind: 'refused', code, again });
  });
});
