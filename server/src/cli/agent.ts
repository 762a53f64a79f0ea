// `sampark agent`: the reference agent beside whatever knows a device (an MDM, a script, Termux). Enters: one JSON object
// a line. Leaves: heartbeats (docs/agent.md). Guaranteed: while the server is away only the newest report is kept, since
// an old one says nothing about now; the token never appears in what it prints.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProblemDocument } from '@sampark/contracts/problem.ts';

export type AgentFlags = { server: string; device: string; tokenFile?: string; token?: string | undefined };

/** Nothing that waiting mends: told to the person, exit code 1. */
export class AgentError extends Error {}

const answerWithinMs = 15_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** After the end of the input a server that is away is waited for this long. */
const patienceAtEndMs = 10_000;

type Report = Record<string, unknown>;
type Answer = { kind: 'taken' | 'refused' | 'denied' | 'away'; words: string; afterMs?: number };

/** Returns when the input has ended and its last report was delivered, refused or given up. */
export async function runAgent(
  flags: AgentFlags,
  input: Readable,
  say: (line: string) => void,
): Promise<void> {
  const url = addressOf(flags);
  let token = await tokenOf(flags);
  const inbox = new Inbox(input, say);
  let pauseMs = firstPauseMs;
  for (let report = await inbox.next(); report; report = await inbox.next()) {
    const answer = await post(url, token, report);
    if (answer.kind === 'taken') {
      if (pauseMs > firstPauseMs) say('The server answers again.');
      pauseMs = firstPauseMs;
    } else if (answer.kind === 'refused') say(`A report was refused and left out: ${answer.words}`);
    else if (answer.kind === 'denied') {
      // The token may have been replaced in its file since the start.
      const newer = await tokenOf(flags);
      if (newer === token) throw new AgentError(`The server does not take this token: ${answer.words}`);
      token = newer;
      inbox.putBack(report);
    } else {
      if (inbox.endedFor(patienceAtEndMs)) {
        say(`The last report could not be delivered: ${answer.words}`);
        return;
      }
      const wait = answer.afterMs ?? Math.round(pauseMs * (0.8 + Math.random() * 0.4));
      say(`The server cannot be reached (${answer.words}); trying again in ${(wait / 1000).toFixed(1)} s.`);
      inbox.putBack(report);
      await sleep(inbox.ended ? Math.min(wait, firstPauseMs) : wait);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }
}

function addressOf({ server, device }: AgentFlags): string {
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new AgentError(`--server: "${server}" is not an http(s) address.`);
  if (!/^[0-9a-f-]{36}$/i.test(device)) throw new AgentError(`--device: "${device}" is not a device’s id.`);
  return `${server.replace(/\/+$/, '')}/api/v1/devices/${device.toLowerCase()}/heartbeat`;
}

async function tokenOf({ tokenFile, token }: AgentFlags): Promise<string> {
  let text = token;
  if (tokenFile !== undefined) {
    try {
      text = await readFile(tokenFile, 'utf8');
    } catch (cause) {
      throw new AgentError(`--token-file: ${tokenFile} cannot be read.`, { cause });
    }
  }
  const found = text?.trim() ?? '';
  if (!/^[\x21-\x7e]+$/.test(found))
    throw new AgentError('No token: give --token-file, or set SAMPARK_AGENT_TOKEN.');
  return found;
}

async function post(url: string, token: string, report: Report): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(report),
      // A redirect would carry the token to another server.
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    });
  } catch (cause) {
    const code = (cause as { cause?: { code?: string } }).cause?.code;
    return { kind: 'away', words: code ?? (cause instanceof Error ? cause.name : 'no answer') };
  }
  const { status } = response;
  const problem = (await response.json().catch(() => undefined)) as Partial<ProblemDocument> | undefined;
  const words = problem?.code ? `${problem.code}: ${faultsOf(problem)}` : `HTTP ${status}`;
  if (response.ok) return { kind: 'taken', words };
  if (status === 401 || status === 403 || status === 404) return { kind: 'denied', words };
  if (status === 400 || status === 413 || status === 422) return { kind: 'refused', words };
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return { kind: 'away', words, ...(seconds > 0 ? { afterMs: seconds * 1000 } : {}) };
}

function faultsOf(problem: Partial<ProblemDocument>): string {
  const faults = problem.errors?.map((one) => `${one.field} ${one.reason}`).join('; ');
  return faults ?? problem.detail ?? problem.title ?? '';
}

/** The newest report that nobody has taken yet. */
class Inbox {
  ended = false;
  private endedAt = 0;
  private newest: Report | undefined;
  private wake = () => {};

  constructor(input: Readable, say: (line: string) => void) {
    let line = 0;
    const lines = createInterface({ input, crlfDelay: Infinity });
    lines.on('line', (text) => {
      line++;
      if (text.trim() === '') return;
      const report = parse(text);
      if (report) this.newest = report;
      else say(`Line ${line} is not a JSON object and was left out.`);
      this.wake();
    });
    lines.on('close', () => {
      this.ended = true;
      this.endedAt = performance.now();
      this.wake();
    });
  }

  /** Waits for a report; undefined at the end. */
  async next(): Promise<Report | undefined> {
    while (!this.newest && !this.ended) await new Promise<void>((resolve) => (this.wake = resolve));
    const report = this.newest;
    this.newest = undefined;
    return report;
  }

  /** To be tried again, unless a newer one came. */
  putBack(report: Report): void {
    this.newest ??= report;
  }

  endedFor(ms: number): boolean {
    return this.ended && performance.now() - this.endedAt >= ms;
  }
}

function parse(text: string): Report | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Report)
      : undefined;
  } catch {
    return undefined;
  }
}
