import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { renderConfiguration } from './configuration-page.ts';

describe('settings', () => {
  it('has a default for each', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 4400, host: '127.0.0.1', demo: 'auto', inFlight: 512 });
    expect(config.publicUrl).toBe('http://127.0.0.1:4400');
  });

  it.each([
    ['PORT', '70000', 'whole number from 0 to 65535'],
    ['PORT', 'http', 'whole number'],
    ['DATABASE_URL', 'mysql://localhost/x', 'PostgreSQL address'],
    ['SAMPARK_DEMO', 'yes', 'one of auto, on, off'],
    ['SAMPARK_SECRET', 'c2hvcnQ=', '32 bytes in base64'],
    ['SAMPARK_PUBLIC_URL', 'sampark.example', 'http(s) address'],
    ['SAMPARK_IN_FLIGHT', '0', 'whole number from 1'],
    ['SAMPARK_LOG', 'loud', 'one of debug'],
  ])('%s=%s is refused by name', (name, value, reason) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: .*${escape(reason)}`));
  });

  it('refuses a setting that does not exist, so that a misspelt one is not ignored', () => {
    expect(() => readConfig({ SAMPARK_INFLIGHT: '10' })).toThrow(
      /SAMPARK_INFLIGHT: there is no such setting/,
    );
  });

  it('never shows the value of a secret', () => {
    expect(() => readConfig({ SAMPARK_SECRET: 'hunter2' })).toThrow(/^SAMPARK_SECRET: its value is not/);
  });

  describe('the mail server', () => {
    it('is absent unless it is named', () => expect(readConfig({}).mail).toBeUndefined());

    it.each([
      [
        { SMTP_URL: 'smtps://u%40x:p%2Fw@mail.example.com', SMTP_FROM: 'notify@example.com' },
        { host: 'mail.example.com', port: 465, implicitTls: true, login: { user: 'u@x', password: 'p/w' } },
      ],
      [
        { SMTP_URL: 'smtp://mail.example.com:2525', SMTP_FROM: 'Sampark <notify@example.com>' },
        { host: 'mail.example.com', port: 2525, implicitTls: false, tls: 'required' },
      ],
      [
        { SMTP_HOST: 'mail', SMTP_PORT: '465', SMTP_USER: 'u', SMTP_PASSWORD: 'p', SMTP_FROM: 'a@b.c' },
        { host: 'mail', port: 465, implicitTls: true, login: { user: 'u', password: 'p' } },
      ],
      [
        { SMTP_HOST: 'localhost', SMTP_TLS: 'off', SMTP_FROM: 'a@b.c' },
        { host: 'localhost', port: 587, implicitTls: false, tls: 'off' },
      ],
    ])('is read from %j', (env, mail) => {
      expect(readConfig(env as Record<string, string>).mail).toMatchObject(mail);
    });

    it.each([
      [{ SMTP_URL: 'http://mail', SMTP_FROM: 'a@b.c' }, 'SMTP_URL: its value is not a mail server'],
      [{ SMTP_URL: 'smtp://a', SMTP_HOST: 'b', SMTP_FROM: 'a@b.c' }, 'SMTP_URL: SMTP_HOST is set as well'],
      [{ SMTP_HOST: 'mail' }, 'SMTP_FROM: is missing'],
      [{ SMTP_HOST: 'mail', SMTP_FROM: 'nobody' }, 'SMTP_FROM: "nobody" is not an address'],
      [{ SMTP_HOST: 'mail', SMTP_FROM: 'a@b.c', SMTP_USER: 'u' }, 'SMTP_PASSWORD: is missing'],
      [{ SMTP_HOST: 'mail', SMTP_FROM: 'a@b.c', SMTP_PASSWORD: 'p' }, 'SMTP_USER: is missing'],
      [{ SMTP_HOST: 'mail', SMTP_FROM: 'a@b.c', SMTP_TLS: 'off' }, 'SMTP_TLS: "off" is for a mail server on'],
      [{ SMTP_USER: 'u', SMTP_PASSWORD: 'p' }, 'SMTP_USER: no mail server is named'],
      [{ SMTP_HOST: 'mail', SMTP_FROM: 'a@b.c', SMTP_PORT: '0' }, 'SMTP_PORT: "0" is not a whole number'],
    ])('is refused by name: %j', (env, reason) => {
      expect(() => readConfig(env as Record<string, string>)).toThrow(ConfigError);
      expect(() => readConfig(env as Record<string, string>)).toThrow(reason);
    });

    it('never shows its password', () => {
      const shown = () => readConfig({ SMTP_URL: 'smtp://u:hunter2@', SMTP_FROM: 'a@b.c' });
      expect(shown).toThrow(/^SMTP_URL: its value is not/);
      expect(shown).not.toThrow(/hunter2/);
    });
  });

  it('is documented as it is', async () => {
    const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    expect(page).toBe(renderConfiguration());
  });
});

function escape(text: string): string {
  return text.replace(/[()]/g, '\\$&');
}
