// The platforms' side, through the simulators' own control API: people who act, and what was really received.
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Channel } from '@sampark/contracts/domain.ts';
import { DemoStopped, type Client } from './api.ts';

export type Simulators = ReadonlyMap<Channel, string>;

export type LedgerSummary = {
  accepted: number;
  unique: number;
  doubled: number;
  violations: number;
  violations_by_kind: Record<string, number>;
};

export async function findSimulators(admin: Client): Promise<Simulators> {
  const { items } = await admin.ask<{ items: { channel: Channel; url: string }[] }>(
    '/api/v1/demo/simulators',
  );
  return new Map(items.map((one) => [one.channel, one.url]));
}

export async function control(
  url: string,
  method: 'GET' | 'POST' | 'PATCH',
  name: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${url}/_control/${name}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw new DemoStopped(`The simulator at ${url} refused ${name}: ${JSON.stringify(answer).slice(0, 300)}`);
}

/** People who answer within seconds, so that the end of a campaign need not be waited for. */
export async function hurryPeople(simulators: Simulators): Promise<void> {
  const people = {
    delivery_ms: { min: 100, max: 800 },
    read_ms: { min: 200, max: 3_000 },
    reply_ms: { min: 500, max: 5_000 },
  };
  await Promise.all([...simulators.values()].map((url) => control(url, 'PATCH', 'behaviour', { people })));
}

/** Streams one ledger: its totals first, then every message it accepted. */
export async function readLedger(
  url: string,
  each: (message: { key: string; count: number }) => void,
): Promise<LedgerSummary> {
  const response = await fetch(`${url}/_control/ledger?format=ndjson`);
  if (!response.ok || !response.body) throw new DemoStopped(`The simulator at ${url} shows no ledger.`);
  let summary: LedgerSummary | undefined;
  for await (const line of createInterface({
    input: Readable.fromWeb(response.body as ReadableStream),
    crlfDelay: Infinity,
  })) {
    if (line === '') continue;
    if (summary === undefined) summary = JSON.parse(line) as LedgerSummary;
    else each(JSON.parse(line) as { key: string; count: number });
  }
  if (!summary) throw new DemoStopped(`The simulator at ${url} shows an empty ledger.`);
  return summary;
}
