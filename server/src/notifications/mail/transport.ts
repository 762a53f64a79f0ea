// The mail server. Enters: a mail. Leaves: taken, or refused with a code of ours and whether trying again may help. What
// the server wrote is not passed on: it may repeat names and passwords.
import { createTransport } from 'nodemailer';
import type { MailConfig } from '../../config.ts';

export type OutgoingMail = { to: string; subject: string; text: string; html: string; message_id: string };
export type MailOutcome = { kind: 'taken' } | { kind: 'refused'; code: MailFault; again: boolean };
export type MailFault = 'mail_auth' | 'mail_tls' | 'mail_connection' | 'mail_address' | 'mail_refused';
export type Mailer = { send(mail: OutgoingMail): Promise<MailOutcome>; close(): void };

const seconds = (count: number) => count * 1_000;

export function openMailer(config: MailConfig): Mailer {
  const transport = createTransport({
    host: config.host,
    port: config.port,
    secure: config.implicitTls,
    requireTLS: config.tls === 'required' && !config.implicitTls,
    ignoreTLS: config.tls === 'off',
    ...(config.login ? { auth: { user: config.login.user, pass: config.login.password } } : {}),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    connectionTimeout: seconds(15),
    greetingTimeout: seconds(15),
    socketTimeout: seconds(60),
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  return {
    send: async ({ to, subject, text, html, message_id }) => {
      try {
        await transport.sendMail({
          ...{ from: config.from, to, subject, text, html, messageId: message_id },
          // RFC 3834: nobody's holiday reply comes back.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { kind: 'taken' };
      } catch (error) {
        return faultOf(error as Fault);
      }
    },
    close: () => transport.close(),
  };
}

type Fault = { code?: string; originalCode?: string; responseCode?: number };

/** Only a clear and lasting no about this mail ends its tries; a fault of the server or of our set-up may be mended. */
export function faultOf({ code = '', originalCode = '', responseCode = 0 }: Fault): MailOutcome {
  const lasting = responseCode >= 500;
  if (code === 'EAUTH' || code === 'ENOAUTH') return { kind: 'refused', code: 'mail_auth', again: true };
  if (code === 'ETLS' || /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(originalCode))
    return { kind: 'refused', code: 'mail_tls', again: true };
  if (code === 'EENVELOPE') return { kind: 'refused', code: 'mail_address', again: !lasting };
  if (code === 'EMESSAGE' || responseCode > 0)
    return { kind: 'refused', code: 'mail_refused', again: !lasting };
  return { kind: 'refused', code: 'mail_connection', again: true };
}
