// Who asks for a link without anybody having pressed it: apps that show what is behind it, and browsers that fetch ahead. Pure.
// They are answered like everybody else and not counted. Programs that call themselves a browser cannot be told apart: that is
// the caveat beside every count.

type Fetcher = { name: string; sign: RegExp; source: string };

/** By what they call themselves. */
export const fetchers: readonly Fetcher[] = [
  {
    name: 'WhatsApp, and Signal, which says the same',
    sign: /^WhatsApp\b/i,
    source:
      'https://github.com/monperrus/crawler-user-agents/pull/33, https://github.com/signalapp/Signal-Desktop/issues/5046',
  },
  {
    // iMessage names Facebook's and Twitter's fetchers behind a browser's name, from the reader's or sender's own device.
    name: 'Facebook, Messenger, Instagram, and iMessage, which says the same',
    sign: /facebookexternalhit|Facebot|meta-external(?:agent|fetcher)/i,
    source:
      'https://developers.facebook.com/docs/sharing/webmasters/web-crawlers/, https://github.com/arcjet/well-known-bots/issues/36',
  },
  {
    name: 'Telegram',
    sign: /TelegramBot/i,
    source: 'https://github.com/donatj/PhpUserAgent/issues/71',
  },
  {
    name: 'X (Twitter)',
    sign: /Twitterbot/i,
    source: 'https://developer.x.com/en/docs/x-for-websites/cards/guides/troubleshooting-cards',
  },
  { name: 'Slack', sign: /Slackbot|Slack-ImgProxy/i, source: 'https://api.slack.com/robots' },
  { name: 'Apple', sign: /Applebot/i, source: 'https://support.apple.com/en-us/119829' },
  {
    name: 'Discord, LinkedIn, Skype and Teams, Viber, Reddit, Pinterest',
    sign: /Discordbot|LinkedInBot|SkypeUriPreview|MicrosoftPreview|^Viber|redditbot|Pinterestbot/i,
    source: 'https://webmasterid.com/user-agents/social-preview-bot-user-agents',
  },
  {
    name: 'Search engines and reading aids',
    sign: /Googlebot|Google-(?:Read-Aloud|PageRenderer|InspectionTool)|GoogleOther|bingbot|BingPreview|YandexBot|DuckDuckBot|Baiduspider|PetalBot/i,
    source: 'https://developers.google.com/search/docs/crawling-indexing/overview-google-crawlers',
  },
];

/** A browser that fetches ahead says so: Sec-Purpose (Fetch standard), and what came before it. */
const ahead: Readonly<Record<string, RegExp>> = {
  'sec-purpose': /^prefetch/i,
  purpose: /^(?:prefetch|preview)/i,
  'x-purpose': /^(?:preview|instant)/i,
  'x-moz': /^prefetch/i,
};

export type Asked = {
  method: string;
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** Whether a person pressed it, as far as can be told. Whoever does not say what they are is no browser. */
export function isVisit({ method, headers }: Asked): boolean {
  if (method !== 'GET') return false;
  if (Object.entries(ahead).some(([name, sign]) => sign.test(String(headers[name] ?? '')))) return false;
  const agent = String(headers['user-agent'] ?? '');
  return agent !== '' && !fetchers.some(({ sign }) => sign.test(agent));
}
