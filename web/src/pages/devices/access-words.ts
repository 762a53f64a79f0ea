// What the platforms call the things an account needs, and where each is found.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Channel } from '@sampark/contracts/domain.ts';

type FieldWords = { name: MessageDescriptor; where?: MessageDescriptor };

/** By the name the API has for it. */
export const fieldWords: Record<string, FieldWords> = {
  access_token: {
    name: msg`Access token`,
    where: msg`A permanent one of a system user, in the business settings of Meta.`,
  },
  app_secret: { name: msg`App secret`, where: msg`In the Meta app: App settings, Basic.` },
  verify_token: {
    name: msg`Verify token`,
    where: msg`Make up a word; the platform shows it when it checks the callback address.`,
  },
  waba_id: {
    name: msg`WhatsApp Business account ID`,
    where: msg`In the Meta app: WhatsApp, API setup.`,
  },
  display_phone_number: { name: msg`The number as people see it` },
  api_version: { name: msg`API version`, where: msg`Leave empty for the usual one.` },
  bot_token: { name: msg`Bot token`, where: msg`From BotFather in Telegram, after making the bot.` },
  secret_token: {
    name: msg`Secret of the callbacks`,
    where: msg`Make up a long word of letters, digits, _ and -: callbacks without it are refused.`,
  },
  username: { name: msg`Username of the bot`, where: msg`Without the @.` },
  updates: {
    name: msg`How updates come`,
    where: msg`Telegram calls this server, or this server asks Telegram where it cannot be reached from outside.`,
  },
  password: { name: msg`Password of the server`, where: msg`In the BlueBubbles server: Settings.` },
  callback_secret: {
    name: msg`Secret of the callbacks`,
    where: msg`Make up a long word: it becomes the last part of the callback address.`,
  },
  method: {
    name: msg`How it sends`,
    where: msg`The private API reports more, and needs its helper set up in BlueBubbles.`,
  },
};

export const choiceWords: Record<string, MessageDescriptor> = {
  webhook: msg`Telegram calls this server`,
  polling: msg`This server asks Telegram`,
  'apple-script': msg`AppleScript, as usual`,
  'private-api': msg`Private API of BlueBubbles`,
};

export const addressWords: Record<Channel, FieldWords> = {
  whatsapp: {
    name: msg`Phone number ID`,
    where: msg`In the Meta app: WhatsApp, API setup. Not the number itself.`,
  },
  telegram: { name: msg`Bot id`, where: msg`The digits before the colon of the bot token.` },
  signal: { name: msg`Number`, where: msg`As registered with signal-cli, with + and country code.` },
  imessage: { name: msg`Name of the server`, where: msg`Any name by which you tell this Mac from others.` },
};

export const channelPitch: Record<Channel, MessageDescriptor> = {
  whatsapp: msg`Official API of Meta. First messages need an approved template; the reach of a day belongs to the business.`,
  telegram: msg`Official API for bots. A person starts the bot first; there are no receipts.`,
  signal: msg`Through signal-cli on your own machine, with a number you own. 100 a day unless you change it, at most 500.`,
  imessage: msg`Through BlueBubbles on a Mac you own. 100 a day unless you change it, at most 500.`,
};

/** The platform's own steps, by their codes. The server's English words stand in for one not known here. */
export const stepWords: Record<string, MessageDescriptor> = {
  meta_open: msg`In the Meta app dashboard open WhatsApp, then Configuration.`,
  meta_callback: msg`Under Webhook choose Edit and enter:`,
  meta_fields: msg`Subscribe to these fields, so that quality and bans reach us as well as receipts:`,
  meta_secret: msg`Every callback is signed with the app secret (App settings, Basic). It must be the one saved with this account:`,
  telegram_set_webhook: msg`Call the bot’s setWebhook with:`,
  telegram_public: msg`Telegram calls public HTTPS addresses only (ports 443, 80, 88 or 8443). Without one, set the setting updates to polling.`,
  signal_daemon: msg`Nothing to set up: we listen to the daemon’s event stream. Keep it on a private network, it asks for no password.`,
  bluebubbles_open: msg`In the BlueBubbles server open API & Webhooks, then Manage.`,
  bluebubbles_add: msg`Add a webhook with this address, ending in the account’s callback secret:`,
  bluebubbles_events: msg`Choose these events:`,
};
