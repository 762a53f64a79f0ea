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

  it('is documented as it is', async () => {
    const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    expect(page).toBe(renderConfiguration());
  });
});

function escape(text: string): string {
  return text.replace(/[()]/g, '\\$&');
}
