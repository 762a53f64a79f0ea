// A real browser for tests, without system packages: the one SAMPARK_CHROMIUM names, else an installed one,
// else the one that the package @sparticuz/chromium carries.
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Nothing that calls home, updates itself or needs hardware. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  // Without a language the bare browser reports one that Intl does not know.
  '--lang=en-GB',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--font-render-hinting=none',
];

type Program = { executablePath: string; env: Record<string, string> };

export async function launchChromium(): Promise<Browser> {
  const program = installed() ?? (await carried());
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: program.executablePath,
    env: { ...(process.env as Record<string, string>), ...program.env },
    // As root Chromium refuses to run in its sandbox; it only ever sees our own pages.
    args: root ? [...FLAGS, '--no-sandbox'] : FLAGS,
    chromiumSandbox: false,
    headless: true,
  });
}

function installed(): Program | undefined {
  const wanted = process.env.SAMPARK_CHROMIUM;
  if (wanted && !existsSync(wanted)) throw new Error(`SAMPARK_CHROMIUM: there is no ${wanted}.`);
  const executablePath = wanted ?? INSTALLED.find((path) => existsSync(path));
  return executablePath ? { executablePath, env: {} } : undefined;
}

/**
 * Unpacks the browser of the package once per version and user, about a second. The package itself unpacks
 * straight to its final place, where a second test process would start a browser that is still being written:
 * so it unpacks to a folder of our own, which is renamed when complete.
 */
async function carried(): Promise<Program> {
  const home = join(tmpdir(), `sampark-chromium-${packageVersion()}-${process.getuid?.() ?? 'user'}`);
  if (!existsSync(join(home, 'chromium'))) await unpack(home);
  return {
    executablePath: join(home, 'chromium'),
    env: {
      HOME: home,
      // Its own libraries and fonts; a machine without a desktop has none.
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  };
}

async function unpack(home: string): Promise<void> {
  const draft = mkdtempSync(`${home}.`);
  const before = { TMPDIR: process.env.TMPDIR, AWS_LAMBDA_JS_RUNTIME: process.env.AWS_LAMBDA_JS_RUNTIME };
  Object.assign(process.env, { TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' });
  try {
    const { default: carrier } = await import('@sparticuz/chromium');
    await carrier.executablePath();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  // Its font list names folders of its usual host; ours is where we unpacked.
  writeFileSync(join(draft, 'fonts', 'fonts.conf'), fontList(home));
  try {
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(home, 'chromium'))) throw error; // Else another process was first.
  }
}

function fontList(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(home, 'fonts')}</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function packageVersion(): string {
  // Its package.json is not among its exports.
  const path = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'));
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
