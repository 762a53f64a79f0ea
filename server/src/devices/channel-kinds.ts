// What setting up an account of each channel takes, as data: the dashboard asks for these fields and shows these steps.
import type { ChannelKind, WebhookSetup } from '@sampark/contracts/devices.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { Runtime } from '../runtime.ts';
import { limitsOf } from './limits.ts';

type Kind = Pick<ChannelKind, 'address' | 'base_url' | 'credentials' | 'settings'>;

const secret = (name: string, example: string) => ({ name, example, secret: true, required: true });
const setting = (name: string, example: string, required = false) => ({
  ...{ name, example, required },
  secret: false,
});
const choice = (name: string, ...choices: [string, ...string[]]) => ({
  ...setting(name, choices[0]),
  choices,
});

const kinds: Record<Channel, Kind> = {
  whatsapp: {
    address: { label: 'Phone number ID', example: '106540352242922' },
    base_url: 'https://graph.facebook.com',
    credentials: [
      secret('access_token', 'EAAG…'),
      secret('app_secret', '32 hexadecimal digits'),
      secret('verify_token', 'a word you make up'),
    ],
    settings: [
      setting('waba_id', '102290129340398', true),
      setting('display_phone_number', '+880 1712 345678'),
      setting('api_version', 'v23.0'),
    ],
  },
  telegram: {
    address: { label: 'Bot id', example: '7000000001' },
    base_url: 'https://api.telegram.org',
    credentials: [
      secret('bot_token', '7000000001:AA…'),
      secret('secret_token', 'letters, digits, _ and - you make up'),
    ],
    settings: [setting('username', 'example_bot', true), choice('updates', 'webhook', 'polling')],
  },
  signal: {
    address: { label: 'Number', example: '+8801712345678' },
    base_url: 'http://192.168.1.10:8080',
    credentials: [],
    settings: [],
  },
  imessage: {
    address: { label: 'Name of the server', example: 'mac-1' },
    base_url: 'http://192.168.1.20:1234',
    credentials: [
      secret('password', 'of the BlueBubbles server'),
      secret('callback_secret', 'a long word you make up'),
    ],
    settings: [choice('method', 'apple-script', 'private-api')],
  },
};

export function channelKinds(rt: Runtime): { items: ChannelKind[] } {
  return {
    items: channels.map((channel) => ({
      channel,
      ...kinds[channel],
      receipts: rt.channels[channel].capabilities.receipts,
      ...limitsOf(rt, channel),
    })),
  };
}

/** Of an account's settings those its channel has. Anything else in them is not for showing. */
export function shownSettings(channel: Channel, settings: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    kinds[channel].settings.flatMap(({ name }) => {
      const value = settings[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

type Step = WebhookSetup['steps'][number];

const step = (code: string, text: string, ...values: Step['values']): Step => ({ code, text, values });
const shown = (label: string, value: string) => ({ label, value, credential: null });
const hidden = (label: string, credential: string) => ({ label, value: null, credential });

/** How the platform is told to call back, with the exact values; secrets are named, never shown. */
export function webhookSetup(channel: Channel, callback_url: string): WebhookSetup {
  const automatic = { channel, callback_url, automatic: true, needed: true };
  switch (channel) {
    case 'whatsapp':
      return {
        ...automatic,
        header: 'X-Hub-Signature-256',
        steps: [
          step('meta_open', 'In the Meta app dashboard open WhatsApp, then Configuration.'),
          step(
            'meta_callback',
            'Under Webhook choose Edit and enter:',
            shown('Callback URL', callback_url),
            hidden('Verify token', 'verify_token'),
          ),
          step(
            'meta_fields',
            'Subscribe to these fields, so that quality and bans reach us as well as receipts:',
            ...[
              'messages',
              'phone_number_quality_update',
              'account_update',
              'message_template_status_update',
              'message_template_quality_update',
              'template_category_update',
            ].map((field) => shown('Field', field)),
          ),
          step(
            'meta_secret',
            'Every callback is signed with the app secret (App settings, Basic). It must be the one saved with this account:',
            hidden('App secret', 'app_secret'),
          ),
        ],
      };
    case 'telegram':
      return {
        ...automatic,
        header: 'X-Telegram-Bot-Api-Secret-Token',
        steps: [
          step(
            'telegram_set_webhook',
            'Call the bot’s setWebhook with:',
            shown('url', callback_url),
            hidden('secret_token', 'secret_token'),
            shown('allowed_updates', '["message","callback_query","my_chat_member"]'),
          ),
          step(
            'telegram_public',
            'Telegram calls public HTTPS addresses only (ports 443, 80, 88 or 8443). Without one, set the setting updates to polling.',
          ),
        ],
      };
    case 'signal':
      return {
        ...{ channel, callback_url, automatic: false, needed: false, header: null },
        steps: [
          step(
            'signal_daemon',
            'Nothing to set up: we listen to the daemon’s event stream. Keep it on a private network, it asks for no password.',
          ),
        ],
      };
    case 'imessage':
      return {
        ...automatic,
        // BlueBubbles signs nothing: the secret is the last part of the path.
        header: null,
        steps: [
          step('bluebubbles_open', 'In the BlueBubbles server open API & Webhooks, then Manage.'),
          step(
            'bluebubbles_add',
            'Add a webhook with this address, ending in the account’s callback secret:',
            shown('URL', `${callback_url}/…`),
            hidden('Last part of the URL', 'callback_secret'),
          ),
          step(
            'bluebubbles_events',
            'Choose these events:',
            ...['New Messages', 'Message Updates', 'Message Send Errors'].map((name) => shown('Event', name)),
          ),
        ],
      };
  }
}
