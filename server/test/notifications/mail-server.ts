// A real mail server in this process, for what is really sent over the wire.
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type TakenMail = { to: string[]; raw: string; secure: boolean };
export type MailServer = {
  port: number;
  mails: TakenMail[];
  /** Every name and password that was tried. */
  logins: [user: string | undefined, password: string | undefined][];
  /** Answers the next mails' recipients with this, until it is taken back. */
  refuse: { code: number; at: 'recipient' | 'data' } | undefined;
  close(): Promise<void>;
};

export async function startMailServer(
  options: SMTPServerOptions & { login?: { user: string; password: string }; port?: number } = {},
): Promise<MailServer> {
  const { login, port, ...rest } = options;
  const state: Omit<MailServer, 'port' | 'close'> = { mails: [], logins: [], refuse: undefined };
  const fault = (code: number) => Object.assign(new Error('No'), { responseCode: code });
  const server = new SMTPServer({
    logger: false,
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: !login,
    onAuth: ({ username, password }, _session, done) => {
      state.logins.push([username ?? undefined, password ?? undefined]);
      if (login && username === login.user && password === login.password) done(null, { user: login.user });
      else done(new Error(`535 wrong password ${password ?? ''}`));
    },
    onRcptTo: (_address, _session, done) =>
      done(state.refuse?.at === 'recipient' ? fault(state.refuse.code) : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (state.refuse?.at === 'data') return done(fault(state.refuse.code));
        state.mails.push({
          to: session.envelope.rcptTo.map((one) => one.address),
          raw: Buffer.concat(parts).toString('utf8'),
          secure: session.secure,
        });
        done();
      });
    },
    ...rest,
  });
  // What a client breaks off is the client's matter.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port ?? 0, '127.0.0.1', resolve));
  return Object.assign(state, {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

/** Header, and the two bodies, as a mail program reads them. */
export function readMail(raw: string): {
  header: (name: string) => string | undefined;
  text: string;
  html: string;
} {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  const boundary = /boundary="?([^";\s]+)/.exec(unfolded)?.[1] ?? '';
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`);
  const body = (type: string) => {
    const part = parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? '';
    const at = part.indexOf('\r\n\r\n');
    return decodeBody(part.slice(0, at), part.slice(at + 4));
  };
  return {
    header: (name) => {
      const line = unfolded
        .split('\r\n')
        .find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}: `));
      return line === undefined ? undefined : decodeWords(line.slice(name.length + 2));
    },
    text: body('text/plain'),
    html: body('text/html'),
  };
}

function decodeBody(head: string, body: string): string {
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (/quoted-printable/i.test(head)) return quotedPrintable(body.replace(/=\r\n/g, ''));
  return body;
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, form: string, word: string) =>
      form.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('latin1')
        : word
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    )
    .replace(/[\s\S]+/, (all) =>
      /[\u0080-\u00ff]/.test(all) ? Buffer.from(all, 'latin1').toString('utf8') : all,
    );
}

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
