// The only reader of the environment. Every setting: name, type, default, meaning (docs/configuration.md is generated
// from this table and a test keeps it equal). A wrong value stops the start and names the variable.
import { resolve } from 'node:path';
import { allowedNetworks } from './http/allowed-networks.ts';

export const serverRoles = ['api', 'dispatch', 'ingest', 'jobs', 'scheduler'] as const;
export type ServerRole = (typeof serverRoles)[number];

type Setting<T> = { fallback: string; meaning: string; secret?: true; parse: (text: string) => T };

const settings = {
  PORT: {
    fallback: '4400',
    meaning: 'Port of the API, the dashboard and the channel callbacks.',
    parse: port,
  },
  HOST: {
    fallback: '127.0.0.1',
    meaning: 'Address to listen on. The demo always listens on loopback only.',
    parse: text,
  },
  SAMPARK_DATA: {
    fallback: './.sampark',
    meaning: 'Folder for the embedded database, uploads, keys and simulators.',
    parse: (value: string) => resolve(value),
  },
  DATABASE_URL: {
    fallback: '',
    meaning: 'PostgreSQL 18 to use instead of the embedded one, as the application’s role.',
    secret: true,
    parse: postgresUrl,
  },
  DATABASE_OWNER_URL: {
    fallback: '',
    meaning: 'Same database as the owner of the schema, for migrations. Default: DATABASE_URL.',
    secret: true,
    parse: postgresUrl,
  },
  DATABASE_POOL: {
    fallback: '32',
    meaning:
      'Most connections this process opens to PostgreSQL for its work, and as many again for requests where it answers them. `sampark start`, one process for everything, takes 8 unless told.',
    parse: whole(4, 500),
  },
  SAMPARK_DEMO: {
    fallback: 'auto',
    meaning:
      '`on`: demo workspace, logins and simulators. `off`: none of them. `auto`: on while no real workspace exists, no DATABASE_URL is set and nobody has removed the sample data.',
    parse: oneOf('auto', 'on', 'off'),
  },
  SAMPARK_SECRET: {
    fallback: '',
    meaning:
      'Secret (base64, 32 bytes) that signs tokens and links. Until the first `sampark keys rotate` credentials from before there were versions are sealed with it as well. Made and kept in SAMPARK_DATA/keys when empty.',
    secret: true,
    parse: key,
  },
  SAMPARK_SUPPRESSION_KEY: {
    fallback: '',
    meaning:
      'Key (base64, 32 bytes) of the suppression hashes; kept apart from SAMPARK_SECRET. Made and kept in SAMPARK_DATA/keys when empty.',
    secret: true,
    parse: key,
  },
  SAMPARK_PERSON_KEYS: {
    fallback: '',
    meaning:
      'Master keys that wrap the key of each person and seal credentials, as version:key (base64, 32 bytes) separated by commas; the highest version is used. Made and kept in SAMPARK_DATA/keys when empty. Changing them: docs/privacy.md.',
    secret: true,
    parse: keyVersions,
  },
  SAMPARK_AUDIT_KEY: {
    fallback: '',
    meaning:
      'Secret (base64, 32 bytes) of the Ed25519 key that signs checkpoints of the audit trail. Never in the database; the same in every process. Made and kept in SAMPARK_DATA/keys when empty.',
    secret: true,
    parse: key,
  },
  SAMPARK_AUDIT_WEBHOOK: {
    fallback: '',
    meaning:
      'Address that each signed checkpoint of the audit trail is posted to as plain text: a place the database’s owner cannot rewrite. Checkpoints are in SAMPARK_DATA/audit in any case.',
    secret: true,
    parse: url,
  },
  SAMPARK_PUBLIC_URL: {
    fallback: '',
    meaning: 'Address under which platforms and browsers reach this server. Default: http://127.0.0.1:PORT.',
    parse: url,
  },
  SAMPARK_TRUST_PROXY: {
    fallback: 'off',
    meaning: '`on` behind a reverse proxy that sets X-Forwarded-For; otherwise the header is ignored.',
    parse: oneOf('on', 'off'),
  },
  SAMPARK_LOG: {
    fallback: 'info',
    meaning: 'Least severe log line to write: debug, info, warn, error or silent.',
    parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  },
  SAMPARK_IN_FLIGHT: {
    fallback: '512',
    meaning: 'Most sends one dispatch process has under way. A kill leaves no more `unknown` than this.',
    parse: whole(1, 4096),
  },
  SAMPARK_LEASE_SECONDS: {
    fallback: '12',
    meaning: 'How long a silent process keeps its sender lanes before another takes them over.',
    parse: whole(3, 120),
  },
  SAMPARK_SEND_TIMEOUT: {
    fallback: '30',
    meaning: 'Seconds to wait for a platform’s answer; iMessage waits at least 130.',
    parse: whole(1, 300),
  },
  SAMPARK_SENDER_NETWORKS: {
    fallback: 'none',
    meaning:
      'Where servers that are named in the dashboard (signal-cli, BlueBubbles, a sign-in provider) may be, besides public addresses: `private` (10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7), `loopback` (this machine), networks such as 10.20.0.0/16, or `none`. A cloud’s metadata service and link-local addresses are never called. The demo adds `loopback`.',
    parse: networks,
  },
  SAMPARK_IMPORT_LIMIT: {
    fallback: '1073741824',
    meaning: 'Largest contact file in bytes.',
    parse: whole(1024, 8_589_934_592),
  },
  SMTP_URL: {
    fallback: '',
    meaning:
      'Mail server for notifications, such as smtps://user:password@mail.example.com:465. Or use SMTP_HOST and the others; with neither, no e-mail is sent.',
    secret: true,
    parse: smtpUrl,
  },
  SMTP_HOST: { fallback: '', meaning: 'Mail server by name, instead of SMTP_URL.', parse: text },
  SMTP_PORT: {
    fallback: '587',
    meaning: 'Its port. 465 speaks TLS from the start, others switch to it (STARTTLS).',
    parse: whole(1, 65_535),
  },
  SMTP_USER: {
    fallback: '',
    meaning: 'Name to sign in with; empty where the server asks for none.',
    parse: text,
  },
  SMTP_PASSWORD: { fallback: '', meaning: 'Its password.', secret: true, parse: text },
  SMTP_FROM: {
    fallback: '',
    meaning: 'Sender of the e-mails, such as Sampark <notify@example.com>. Needed with a mail server.',
    parse: mailAddress,
  },
  SMTP_TLS: {
    fallback: 'required',
    meaning:
      '`required`: nothing is said before the connection is encrypted and the certificate checked. `off`: plain text, for a relay on this machine only.',
    parse: oneOf('required', 'off'),
  },
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;
export const settingTable: Readonly<Record<SettingName, Omit<Setting<unknown>, 'parse'>>> = settings;

export type Config = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string;
  databaseOwnerUrl: string;
  databasePool: number;
  demo: 'auto' | 'on' | 'off';
  secret: Buffer | undefined;
  suppressionKey: Buffer | undefined;
  auditKey: Buffer | undefined;
  /** By version. Undefined: in files. */
  personKeys: ReadonlyMap<number, Buffer> | undefined;
  /** Empty: checkpoints go to the file alone. */
  auditWebhook: string;
  publicUrl: string;
  trustProxy: boolean;
  logLevel: string;
  inFlight: number;
  leaseSeconds: number;
  sendTimeoutSeconds: number;
  senderNetworks: readonly string[];
  importLimitBytes: number;
  /** Absent: no e-mail is sent. */
  mail?: MailConfig;
};

export type MailConfig = {
  host: string;
  port: number;
  /** From the first byte; otherwise by STARTTLS, unless `tls` is off. */
  implicitTls: boolean;
  tls: 'required' | 'off';
  login?: { user: string; password: string };
  from: string;
};

export class ConfigError extends Error {}

/** Reads and checks every setting. Throws ConfigError naming the variable, what was wrong and what is accepted. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const value = <N extends SettingName>(name: N): ReturnType<(typeof settings)[N]['parse']> => {
    const given = env[name]?.trim();
    try {
      return settings[name].parse(
        given === undefined || given === '' ? settings[name].fallback : given,
      ) as never;
    } catch (cause) {
      const shown = 'secret' in settings[name] ? 'its value' : `"${given ?? ''}"`;
      throw new ConfigError(`${name}: ${shown} ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    }
  };
  for (const name of Object.keys(env)) {
    if (name.startsWith('SAMPARK_') && !(name in settings) && !ignored.has(name)) {
      throw new ConfigError(`${name}: there is no such setting. Known: ${Object.keys(settings).join(', ')}`);
    }
  }
  const portNumber = value('PORT');
  const mail = mailConfig({
    url: value('SMTP_URL'),
    host: value('SMTP_HOST'),
    port: value('SMTP_PORT'),
    user: value('SMTP_USER'),
    password: value('SMTP_PASSWORD'),
    from: value('SMTP_FROM'),
    tls: value('SMTP_TLS'),
  });
  const databaseUrl = value('DATABASE_URL');
  return {
    port: portNumber,
    host: value('HOST'),
    dataDir: value('SAMPARK_DATA'),
    databaseUrl,
    databaseOwnerUrl: value('DATABASE_OWNER_URL') || databaseUrl,
    databasePool: value('DATABASE_POOL'),
    demo: value('SAMPARK_DEMO'),
    secret: value('SAMPARK_SECRET'),
    suppressionKey: value('SAMPARK_SUPPRESSION_KEY'),
    auditKey: value('SAMPARK_AUDIT_KEY'),
    personKeys: value('SAMPARK_PERSON_KEYS'),
    auditWebhook: value('SAMPARK_AUDIT_WEBHOOK'),
    publicUrl: value('SAMPARK_PUBLIC_URL') || `http://127.0.0.1:${portNumber}`,
    trustProxy: value('SAMPARK_TRUST_PROXY') === 'on',
    logLevel: value('SAMPARK_LOG'),
    inFlight: value('SAMPARK_IN_FLIGHT'),
    leaseSeconds: value('SAMPARK_LEASE_SECONDS'),
    sendTimeoutSeconds: value('SAMPARK_SEND_TIMEOUT'),
    senderNetworks: value('SAMPARK_SENDER_NETWORKS'),
    importLimitBytes: value('SAMPARK_IMPORT_LIMIT'),
    ...(mail ? { mail } : {}),
  };
}

type MailSettings = {
  url: URL | undefined;
  host: string;
  port: number;
  user: string;
  password: string;
  from: string;
  tls: 'required' | 'off';
};

/** One way of naming the server, complete; a password never travels in plain text to another machine. */
function mailConfig({ url, tls, from, ...one }: MailSettings): MailConfig | undefined {
  if (url && one.host !== '')
    throw new ConfigError('SMTP_URL: SMTP_HOST is set as well. Set one of the two.');
  if (!url && one.host === '') {
    const alone = (['user', 'password', 'from'] as const).find(
      (name) => (name === 'from' ? from : one[name]) !== '',
    );
    if (alone === undefined) return undefined;
    throw new ConfigError(`SMTP_${alone.toUpperCase()}: no mail server is named. Set SMTP_URL or SMTP_HOST.`);
  }
  const host = url ? url.hostname.replace(/^\[|\]$/g, '') : one.host;
  const implicitTls = url ? url.protocol === 'smtps:' : one.port === 465;
  const port = url ? Number(url.port || (implicitTls ? 465 : 587)) : one.port;
  const user = url?.username ? decodeURIComponent(url.username) : one.user;
  const password = url?.password ? decodeURIComponent(url.password) : one.password;
  if (from === '')
    throw new ConfigError('SMTP_FROM: is missing; name the sender, such as notify@example.com');
  if ((user === '') !== (password === ''))
    throw new ConfigError(
      user === '' ? 'SMTP_USER: is missing beside the password' : 'SMTP_PASSWORD: is missing beside the user',
    );
  if (tls === 'off' && !['localhost', '127.0.0.1', '::1'].includes(host))
    throw new ConfigError('SMTP_TLS: "off" is for a mail server on this machine only (localhost)');
  return { host, port, implicitTls, tls, from, ...(user === '' ? {} : { login: { user, password } }) };
}

// Read by the test set-up, the launcher and the devices' agent (cli/agent.ts), not by the server.
const ignored = new Set([
  'SAMPARK_AGENT_TOKEN',
  'SAMPARK_CHROMIUM',
  'SAMPARK_LONG',
  'SAMPARK_CRASH_AT',
  'SAMPARK_TEST',
]);

function text(value: string): string {
  return value;
}

function whole(min: number, max: number) {
  return (value: string): number => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      throw new Error(`is not a whole number from ${min} to ${max}`);
    }
    return number;
  };
}

function port(value: string): number {
  return whole(0, 65_535)(value);
}

function oneOf<const T extends string>(...accepted: T[]) {
  return (value: string): T => {
    const found = accepted.find((one) => one === value);
    if (found === undefined) throw new Error(`is not one of ${accepted.join(', ')}`);
    return found;
  };
}

function url(value: string): string {
  if (value === '') return '';
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Error('is not an http(s) address');
  return value.replace(/\/+$/, '');
}

function networks(value: string): readonly string[] {
  const named = value === 'none' ? [] : value.split(',').map((one) => one.trim());
  allowedNetworks(named);
  return named;
}

function smtpUrl(value: string): URL | undefined {
  if (value === '') return undefined;
  if (!/^smtps?:\/\//.test(value) || !URL.canParse(value) || new URL(value).hostname === '') {
    throw new Error('is not a mail server’s address such as smtps://user:password@mail.example.com:465');
  }
  return new URL(value);
}

function mailAddress(value: string): string {
  if (value === '' || /^(?:[^<>@\r\n"]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(value)) return value;
  throw new Error('is not an address such as notify@example.com or Sampark <notify@example.com>');
}

function postgresUrl(value: string): string {
  if (value === '') return '';
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) {
    throw new Error('is not a PostgreSQL address such as postgres://user:password@host:5432/database');
  }
  return value;
}

function keyVersions(value: string): ReadonlyMap<number, Buffer> | undefined {
  if (value === '') return undefined;
  const versions = new Map<number, Buffer>();
  for (const one of value.split(',')) {
    const [, version, bytes = ''] = /^\s*([1-9]\d{0,8}):(\S+)\s*$/.exec(one) ?? [];
    const known = key(bytes);
    if (version === undefined || known === undefined || versions.has(Number(version)))
      throw new Error('is not a list such as 1:key,2:key, each version once');
    versions.set(Number(version), known);
  }
  return versions;
}

function key(value: string): Buffer | undefined {
  if (value === '') return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 32)
    throw new Error('is not 32 bytes in base64 (make one with: openssl rand -base64 32)');
  return bytes;
}
