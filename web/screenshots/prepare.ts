// Gives the demo what pages want to show: an import with rejects, a draft, replies. Returns what to open.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demoPassword } from '../../server/src/demo/seed-demo.ts';

export type Known = {
  campaign: string;
  draft: string;
  trial: string;
  spoken: string;
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

type Row = { id: string; status: string; prospect_id?: string; campaign_id?: string };
type Rows = { items: Row[] };

export async function prepare(url: string): Promise<Known> {
  const token = await signIn(url);
  const ask = async <T>(
    method: string,
    path: string,
    body?: BodyInit,
    type = 'application/json',
    headers: Record<string, string> = {},
  ): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': type } : {}), ...headers },
      ...(body ? { body } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const put = (path: string, body: object) =>
    ask('PUT', path, JSON.stringify(body), 'application/json', { 'if-match': '"1"' });
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
      // Some imported people have no e-mail address: there is something to resolve before the launch.
      message_content:
        'Dear {{ first_name }}, shall we look at your portfolio together before the year ends? I write to {{ email }} as well.',
      channel_content: {
        whatsapp: {
          ...{ kind: 'template', name: 'market_note', language: 'en' },
          parameters: ['{{ first_name }}', '{{ asset_class_interests | first }}'],
        },
      },
    }),
  );
  const profiles = await ask<Rows>('GET', '/profiles?limit=50');
  await put(`/campaigns/${draft.id}/profiles`, {
    profile_ids: profiles.items.map((one) => one.id),
    default_profile_id: null,
  });
  const trial = await ask<Row>(
    'POST',
    '/campaigns',
    JSON.stringify({
      name: 'Which opening is answered more?',
      message_content: 'Dear {{ name }}, may I show you how your portfolio did this year?',
    }),
  );
  await put(`/campaigns/${trial.id}/experiment`, {
    ...{ name: 'Formal or by first name', varies: 'message', metric: 'replied', holdout_share: 500 },
    ...{ expected_rate: 0.15, minimum_effect: 0.1, trial_share: 8_000 },
    variants: [
      { name: 'Formal', share: 5_000, is_control: true },
      {
        ...{ name: 'By first name', share: 5_000, is_control: false },
        change: {
          message_content: 'Hello {{ first_name }}, does Thursday suit you for a look at your year?',
        },
      },
    ],
  });
  const segments = await ask<Rows>('GET', '/segments?q=Gulf');
  const conversations = await until(async () => {
    const found = await ask<Rows>('GET', '/conversations?limit=5&unread=true');
    return found.items.length > 0 && found;
  });
  const all = await ask<{ items: { id: string; numbers: { messages_sent: number } }[] }>(
    'GET',
    '/campaigns?limit=50',
  );
  const spoken = await ask<Rows>('GET', `/campaigns?limit=1&q=${encodeURIComponent('everybody')}`);
  // The one with the most to show.
  const [fullest] = all.items.toSorted((a, b) => b.numbers.messages_sent - a.numbers.messages_sent);
  const devices = await ask<Rows>('GET', '/devices?limit=1');
  const experiments = await ask<Rows>('GET', '/experiments?limit=20');
  const talked = conversations?.items[0];
  const prospects = await ask<Rows>('GET', '/prospects?limit=1');
  return {
    campaign: fullest?.id ?? '',
    draft: draft.id,
    trial: trial.id,
    spoken: spoken.items[0]?.id ?? '',
    segment: segments.items[0]?.id ?? 'new',
    prospect: talked?.prospect_id ?? prospects.items[0]?.id ?? '',
    conversation: talked?.id,
    device: devices.items[0]?.id ?? '',
    profile: profiles.items[0]?.id ?? '',
    import: imported.id,
    experiment: experiments.items.find((one) => one.campaign_id !== trial.id)?.id,
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
