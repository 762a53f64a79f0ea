// Gives the demo what pages want to show: an import with rejects, a draft, replies. Returns what to open.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demoPassword } from '../../server/src/demo/seed-demo.ts';

export type Known = {
  campaign: string;
  draft: string;
  segment: string;
  prospect: string;
  conversation: string | undefined;
  device: string;
  profile: string;
  import: string;
  experiment: string | undefined;
};

const contacts = fileURLToPath(new URL('../../docs/examples/contacts.csv', import.meta.url));
const mostWaits = 60;

type Row = { id: string; status: string; prospect_id?: string };
type Rows = { items: Row[] };

export async function prepare(url: string): Promise<Known> {
  const token = await signIn(url);
  const ask = async <T>(
    method: string,
    path: string,
    body?: BodyInit,
    type = 'application/json',
  ): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': type } : {}) },
      ...(body ? { body } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const imported = await ask<Row>(
    'POST',
    '/imports?file_name=contacts.csv',
    readFileSync(contacts),
    'text/csv',
  );
  await until(async () => (await ask<Row>('GET', `/imports/${imported.id}`)).status === 'completed');
  const draft = await ask<Row>(
    'POST',
    '/campaigns',
    JSON.stringify({
      name: 'Winter review invitations',
      message_content:
        'Dear {{ first_name }}, shall we look at your portfolio together before the year ends?',
    }),
  );
  const segments = await ask<Rows>('GET', '/segments?q=Gulf');
  const conversations = await until(async () => {
    const found = await ask<Rows>('GET', '/conversations?limit=5&unread=true');
    return found.items.length > 0 && found;
  });
  const all = await ask<{ items: { id: string; numbers: { messages_sent: number } }[] }>(
    'GET',
    '/campaigns?limit=50',
  );
  // The one with the most to show.
  const [fullest] = all.items.toSorted((a, b) => b.numbers.messages_sent - a.numbers.messages_sent);
  const devices = await ask<Rows>('GET', '/devices?limit=1');
  const profiles = await ask<Rows>('GET', '/profiles?limit=1');
  const experiments = await ask<Rows>('GET', '/experiments?limit=1');
  const talked = conversations?.items[0];
  const prospects = await ask<Rows>('GET', '/prospects?limit=1');
  return {
    campaign: fullest?.id ?? '',
    draft: draft.id,
    segment: segments.items[0]?.id ?? 'new',
    prospect: talked?.prospect_id ?? prospects.items[0]?.id ?? '',
    conversation: talked?.id,
    device: devices.items[0]?.id ?? '',
    profile: profiles.items[0]?.id ?? '',
    import: imported.id,
    experiment: experiments.items[0]?.id,
  };
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'pm@demo.sampark.test', password: demoPassword }),
  });
  if (!response.ok) throw new Error(`Signing in: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** What is asked for, once it is there; undefined after a minute: the pictures are then of an emptier workspace. */
async function until<T>(look: () => Promise<T | false>): Promise<T | undefined> {
  for (let waits = 0; waits < mostWaits; waits++) {
    const found = await look();
    if (found) return found;
    await sleep(1_000);
  }
  return undefined;
}
