// `sampark init`: makes a real workspace and its first administrator, from flags or by asking.
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { createWorkspace } from '../workspaces/create-workspace.ts';

export type InitFlags = {
  /** The workspace's name. */
  name?: string;
  email?: string;
  /** The administrator's own name. */
  adminName?: string;
  country?: string;
  timeZone?: string;
  /** Read the password from standard input instead of asking; never from a flag, which every process could see. */
  passwordStdin?: boolean;
};

export type Terminal = { input: Readable & { isTTY?: boolean }; output: Writable };

export class InitError extends Error {}

/** Returns the new workspace's id. Throws InitError with a sentence for the person at the terminal. */
export async function init(
  rt: Runtime,
  flags: InitFlags,
  terminal: Terminal = { input: process.stdin, output: process.stdout },
): Promise<string> {
  const given = await complete(flags, terminal);
  try {
    const created = await createWorkspace(rt, {
      name: given.name,
      ...(flags.country ? { default_country: flags.country.toUpperCase() } : {}),
      ...(flags.timeZone ? { time_zone: flags.timeZone } : {}),
      admin: {
        email: given.email,
        name: flags.adminName ?? given.email.split('@')[0] ?? '',
        password: given.password,
      },
    });
    terminal.output.write(`Workspace "${given.name}" is ready. Sign in as ${created.admin.email}.\n`);
    return created.workspace_id;
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    const detail = cause.detail ?? cause.fieldErrors?.map((one) => `${one.field} ${one.reason}`).join(', ');
    throw new InitError(
      [cause.message, detail].filter((part, at, all) => part && all.indexOf(part) === at).join(' '),
      {
        cause,
      },
    );
  }
}

async function complete(flags: InitFlags, terminal: Terminal) {
  const asks = terminal.input.isTTY === true && !flags.passwordStdin;
  if (!asks) {
    for (const [flag, value] of [
      ['--name', flags.name],
      ['--email', flags.email],
    ] as const) {
      if (!value)
        throw new InitError(
          `${flag} is missing. Without a terminal: sampark init --name … --email … --password-stdin`,
        );
    }
    if (!flags.passwordStdin)
      throw new InitError('Pass the password on standard input with --password-stdin.');
    const password = (await text(terminal.input)).replace(/\r?\n$/, '');
    return checked(flags.name ?? '', flags.email ?? '', password);
  }
  const muted = mutedOutput(terminal.output);
  const lines = createInterface({ input: terminal.input, output: muted.stream, terminal: true });
  try {
    const name = flags.name ?? (await lines.question('Name of the workspace: '));
    const email = flags.email ?? (await lines.question('Your e-mail address: '));
    terminal.output.write('Password (12 characters or more): ');
    muted.hide(true);
    const password = await lines.question('');
    muted.hide(false);
    terminal.output.write('\n');
    return checked(name, email, password);
  } finally {
    lines.close();
  }
}

function checked(name: string, email: string, password: string) {
  if (name.trim() === '') throw new InitError('The workspace needs a name.');
  if (!/^[^\s@]+@[^\s@]+$/.test(email.trim())) throw new InitError(`"${email}" is not an e-mail address.`);
  return { name: name.trim(), email: email.trim(), password };
}

/** Readline echoes what is typed; this keeps the password off the screen. */
function mutedOutput(output: Writable) {
  let hidden = false;
  const stream = Object.create(output) as Writable;
  stream.write = ((chunk: string | Uint8Array, ...rest: never[]) =>
    hidden ? true : output.write(chunk, ...rest)) as Writable['write'];
  return { stream, hide: (value: boolean) => (hidden = value) };
}
