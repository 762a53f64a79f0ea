// The only reader of the environment. Every setting: name, type, default, meaning (docs/configuration.md is generated
// from this table and a test keeps it equal). A wrong value stops the start and names the variable.
import { resolve } from 'node:path';

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
    meaning: 'Most connections this process opens to PostgreSQL.',
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
      'Master key (base64, 32 bytes) that seals credentials and signs tokens. Made and kept in SAMPARK_DATA/keys when empty.',
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
  SAMPARK_IMPORT_LIMIT: {
    fallback: '1073741824',
    meaning: 'Largest contact file in bytes.',
    parse: whole(1024, 8_589_934_592),
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
  publicUrl: string;
  trustProxy: boolean;
  logLevel: string;
  inFlight: number;
  leaseSeconds: number;
  sendTimeoutSeconds: number;
  importLimitBytes: number;
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
    publicUrl: value('SAMPARK_PUBLIC_URL') || `http://127.0.0.1:${portNumber}`,
    trustProxy: value('SAMPARK_TRUST_PROXY') === 'on',
    logLevel: value('SAMPARK_LOG'),
    inFlight: value('SAMPARK_IN_FLIGHT'),
    leaseSeconds: value('SAMPARK_LEASE_SECONDS'),
    sendTimeoutSeconds: value('SAMPARK_SEND_TIMEOUT'),
    importLimitBytes: value('SAMPARK_IMPORT_LIMIT'),
  };
}

// Read by the test set-up and the launcher, not by the product.
const ignored = new Set(['SAMPARK_CHROMIUM', 'SAMPARK_LONG', 'SAMPARK_CRASH_AT', 'SAMPARK_TEST']);

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

function postgresUrl(value: string): string {
  if (value === '') return '';
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) {
    throw new Error('is not a PostgreSQL address such as postgres://user:password@host:5432/database');
  }
  return value;
}

function key(value: string): Buffer | undefined {
  if (value === '') return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 32)
    throw new Error('is not 32 bytes in base64 (make one with: openssl rand -base64 32)');
  return bytes;
}
