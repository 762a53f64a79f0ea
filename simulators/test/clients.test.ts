// Other people's clients, as published, against the simulators.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import GreatDetail from '@great-detail/whatsapp';
import { Bot, InlineKeyboard, webhookCallback } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WhatsAppAPI } from 'whatsapp-api-js';
import { BodyComponent, BodyParameter, Language, Template, Text } from 'whatsapp-api-js/messages';
import { startSimulators, type Simulators } from '../src/start.ts';
import { QUIET, startHook, until, type Hook, type Json } from './support.ts';

const TOKEN = '42:abc';
let simulators: Simulators;
let hook: Hook;

beforeEach(async () => {
  simulators = await startSimulators();
  hook = await startHook();
  const people = { ...QUIET.people, delivery_ms: 5, read_ms: 5, reply_ms: 5 };
  await simulators.control.telegram('PATCH', 'behaviour', {
    people: { ...people, reply: 1, press_button: 1 },
  });
  await simulators.control.whatsapp('PATCH', 'behaviour', { people, speed: 40 });
});
afterEach(async () => {
  await simulators.close();
  await hook.close();
});

describe('grammY', () => {
  const makeBot = (): Bot => new Bot(TOKEN, { client: { apiRoot: simulators.urls.telegram } });
  /** Greets whoever starts with a keyboard, and answers the press. */
  const converse = (bot: Bot, heard: string[]): void => {
    bot.command('start', async (context) => {
      heard.push(`start ${context.match}`);
      const keyboard = new InlineKeyboard().text('Yes', 'yes').text('No', 'no');
      await context.reply('<b>Welcome</b> &amp; hello', { parse_mode: 'HTML', reply_markup: keyboard });
    });
    bot.on('callback_query:data', async (context) => {
      heard.push(`pressed ${context.callbackQuery.data}`);
      await context.answerCallbackQuery();
    });
    bot.on('my_chat_member', (context) => {
      heard.push(context.myChatMember.new_chat_member.status);
    });
  };

  beforeEach(async () => {
    await simulators.control.telegram('POST', 'accounts', { token: TOKEN, username: 'sampark_bot' });
  });

  it('polls: hears a start, sends HTML with a keyboard, hears the press and the block', async () => {
    const bot = makeBot();
    const heard: string[] = [];
    converse(bot, heard);
    const running = bot.start();
    const person = { address: '+8801711000001', payload: 'lead_9f3' };
    const { chat_ids: ids } = (await simulators.control.telegram('POST', 'start', {
      bot: TOKEN,
      people: [person],
    })) as { chat_ids: number[] };
    await until(() => heard.length === 2);
    expect(heard[0]).toBe('start lead_9f3');
    expect(heard[1]).toMatch(/^pressed (yes|no)$/);
    await simulators.control.telegram('POST', 'block', { bot: TOKEN, chat_id: ids[0] });
    await until(() => heard.length === 3);
    expect(heard[2]).toBe('kicked');
    // The welcome is less than a second old, and one chat takes one message a second.
    await simulators.control.telegram('PATCH', 'behaviour', { enforce_limits: false });
    await expect(bot.api.sendMessage(ids[0] as number, 'x')).rejects.toThrow('bot was blocked by the user');
    await bot.stop();
    await running;
  });

  it('hears the same through a webhook with its secret', async () => {
    const bot = makeBot();
    const heard: string[] = [];
    converse(bot, heard);
    const hear = webhookCallback(bot, 'http', { secretToken: 'S-1' });
    const server = createServer((request, response) => void hear(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await bot.api.setWebhook(`http://127.0.0.1:${port}/`, { secret_token: 'S-1' });
    await simulators.control.telegram('POST', 'start', {
      bot: TOKEN,
      people: [{ address: '+15550001', payload: 'x' }],
    });
    await until(() => heard.length === 2);
    expect(heard[0]).toBe('start x');
    await until(async () => (await bot.api.getWebhookInfo()).pending_update_count === 0);
    server.close();
    server.closeAllConnections();
  });
});

describe('WhatsApp clients', () => {
  const SECRET = 'app-secret';
  beforeEach(async () => {
    const account = { phone_number_id: '100', access_token: 'T', app_secret: SECRET };
    await simulators.control.whatsapp('POST', 'accounts', account);
    await simulators.control.whatsapp('POST', 'templates', {
      ...{ waba_id: 'waba-100', name: 'hi', language: 'en', category: 'UTILITY' },
      components: [{ type: 'BODY', text: 'Hello {{1}}' }],
    });
    const subscription = {
      object: 'whatsapp_business_account',
      callback_url: hook.url,
      verify_token: 'secret-word',
    };
    const url = `${simulators.urls.whatsapp}/v23.0/app-1/subscriptions?access_token=${encodeURIComponent(`app-1|${SECRET}`)}`;
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(subscription),
    });
  });

  it('whatsapp-api-js sends, and verifies what comes back with its own check', async () => {
    // It reads the first update of a delivery only.
    await simulators.control.whatsapp('PATCH', 'settings', { updates_per_callback: 1 });
    const elsewhere: typeof fetch = (input, init) =>
      fetch((input as string).replace('https://graph.facebook.com', simulators.urls.whatsapp), init);
    const api = new WhatsAppAPI({
      token: 'T',
      appSecret: SECRET,
      v: 'v23.0',
      ponyfill: { fetch: elsewhere, subtle: crypto.subtle },
    });
    const template = new Template('hi', new Language('en'), new BodyComponent(new BodyParameter('Rahim')));
    const sent = (await api.sendMessage(
      '100',
      '8801711000001',
      template,
      undefined,
      'key-1',
    )) as unknown as Json;
    const id = (sent['messages'] as Json[])[0]?.['id'];
    expect(id).toMatch(/^wamid\./);
    const seen: string[] = [];
    api.on.status = (status) =>
      void seen.push(`${status.status} ${status.id === id} ${String(status.biz_opaque_callback_data)}`);
    api.on.message = (message) =>
      void seen.push(`${message.from}: ${message.message.type === 'text' ? message.message.text.body : ''}`);
    await simulators.control.whatsapp('POST', 'inbound', {
      account: '100',
      from: '8801711000001',
      text: 'ঠিক আছে',
    });
    await until(() => hook.posts.length === 4);
    for (const { raw, headers, body } of hook.posts) {
      await api.post(body as never, raw.toString(), headers['x-hub-signature-256'] as string);
    }
    expect(seen.sort()).toEqual([
      '8801711000001: ঠিক আছে',
      'delivered true key-1',
      'read true key-1',
      'sent true key-1',
    ]);
    const post = hook.posts[0];
    await expect(
      api.post(
        post?.body as never,
        `${post?.raw.toString()} `,
        post?.headers['x-hub-signature-256'] as string,
      ),
    ).rejects.toBeDefined();
    const answer = (await api.sendMessage('100', '8801711000002', new Text('Free text'))) as unknown as Json;
    expect(answer['messages']).toBeDefined();
  });

  it('@great-detail/whatsapp sends, reads numbers and templates, and checks signatures', async () => {
    const sdk = new GreatDetail({
      baseUrl: simulators.urls.whatsapp,
      request: { headers: { Authorization: 'Bearer T' } },
    });
    const message = {
      name: 'hi',
      language: { code: 'en' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'R' }] }],
    };
    const sent = await sdk.message
      .createMessage({
        phoneNumberID: '100',
        to: '8801711000001',
        type: 'template',
        template: message,
      } as never)
      .json<Json>();
    expect(sent).toMatchObject({ messaging_product: 'whatsapp', messages: [{ message_status: 'accepted' }] });
    expect(await sdk.phoneNumbers.getPhoneNumber({ phoneNumberID: '100' }).json()).toMatchObject({
      quality_rating: 'GREEN',
    });
    expect(await sdk.template.list('waba-100', {}).json()).toMatchObject({
      data: [{ name: 'hi', status: 'APPROVED' }],
    });
    await until(
      () =>
        hook.posts
          .map(({ raw }) => raw.toString())
          .join('')
          .split('"status":').length > 3,
    );
    for (const { raw, headers } of hook.posts) {
      const event = await sdk.webhook.eventNotification({
        method: 'POST',
        body: raw.toString(),
        headers: headers as Record<string, string>,
        query: {},
      });
      expect(await event.checkSignature(SECRET)).toBe(true);
      expect(await event.checkSignature('another')).toBe(false);
    }
  });
});
