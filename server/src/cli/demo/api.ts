// The API as any client would use it: signs in, repeats what was rate limited, signs in again when the token ended, and
// turns a problem document into a sentence for the person at the terminal.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProblemDocument } from '@sampark/contracts/problem.ts';

/** Told to the person as it is. */
export class DemoStopped extends Error {}

export type Ask = {
  method?: 'GET' | 'POST' | 'PATCH';
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is; made anew should the request be repeated. */
  stream?: { type: string; open(): AsyncIterable<Uint8Array> };
};

export type Client = {
  url: string;
  ask<T>(path: string, ask?: Ask): Promise<T>;
  text(path: string): Promise<string>;
};

const mostWaits = 20;

export async function signIn(
  url: string,
  login: { email: string; password: string },
  signal: AbortSignal,
): Promise<Client> {
  let token = await logIn(url, login, signal);

  async function request(path: string, ask: Ask): Promise<Response> {
    let renewed = false;
    for (let waits = 0; ;) {
      const response = await send(`${url}${path}`, ask, token, signal);
      if (response.ok) return response;
      if (response.status === 401 && !renewed) {
        renewed = true;
        token = await logIn(url, login, signal);
      } else if (response.status === 429 && waits++ < mostWaits) {
        await sleep(1_000 * Math.max(1, Number(response.headers.get('retry-after')) || 1), undefined, {
          signal,
        });
      } else throw await refusal(response);
    }
  }
  return {
    url,
    ask: async <T>(path: string, ask: Ask = {}) => (await (await request(path, ask)).json()) as T,
    text: async (path) => (await request(path, {})).text(),
  };
}

async function logIn(
  url: string,
  login: { email: string; password: string },
  signal: AbortSignal,
): Promise<string> {
  const response = await send(`${url}/api/v1/auth/login`, { method: 'POST', json: login }, undefined, signal);
  if (!response.ok) throw await refusal(response, `Signing in as ${login.email}: `);
  return ((await response.json()) as { access_token: string }).access_token;
}

async function send(
  url: string,
  ask: Ask,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const type = ask.stream?.type ?? (ask.json === undefined ? undefined : 'application/json');
  const init: RequestInit & { duplex?: 'half' } = {
    method: ask.method ?? 'GET',
    headers: {
      accept: 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(type ? { 'content-type': type } : {}),
    },
    signal,
    ...(ask.json === undefined ? {} : { body: JSON.stringify(ask.json) }),
    ...(ask.stream ? { body: ask.stream.open() as unknown as ReadableStream, duplex: 'half' } : {}),
  };
  try {
    return await fetch(url, init);
  } catch (error) {
    if (signal.aborted) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new DemoStopped(
      `${new URL(url).origin} does not answer (${cause instanceof Error ? cause.message : String(cause)}). Is Sampark running there?`,
      { cause: error },
    );
  }
}

async function refusal(response: Response, what = ''): Promise<DemoStopped> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('problem+json')) {
    return new DemoStopped(`${what}HTTP ${response.status} from ${response.url}: ${text.slice(0, 200)}`);
  }
  const problem = JSON.parse(text) as ProblemDocument;
  const fields = problem.errors?.map((one) => `  ${one.field}: ${one.reason}`) ?? [];
  const detail = problem.detail && problem.detail !== problem.title ? ` ${problem.detail}` : '';
  return new DemoStopped([`${what}${problem.title}${detail}`, ...fields, problem.remedy].join('\n'));
}
