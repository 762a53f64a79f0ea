// What a version of a profile says, a line a thing, so that two versions can be compared. Pure.
import { channels } from '@sampark/contracts/domain.ts';
import { draftOf, type Draft } from './profile-draft.ts';
import { wordsOf } from './profile-texts.ts';

export type Content = Readonly<Record<string, unknown>>;
/** Names and values as people read them. */
export type ProfileWords = {
  name: (part: ProfilePart) => string;
  channel: (channel: string) => string;
  language: (code: string) => string;
  region: (code: string) => string;
  target: (target: Draft['target_demographics']) => string[];
  yes: string;
  no: string;
};
export type ProfilePart =
  | ('name' | 'language' | 'active' | 'accent' | 'background' | 'text' | 'body' | 'heading')
  | ('light' | 'dark' | 'jurisdiction' | 'line' | 'links' | 'template' | 'buttons' | 'target');

export function profileLines(content: Content, words: ProfileWords): string[] {
  const draft = draftOf(content as never);
  const { colors, fonts, logos } = draft.branding_config;
  const line = (part: ProfilePart, value: string | undefined) =>
    value ? [`${words.name(part)}: ${value}`] : [];
  return [
    ...line('name', draft.name),
    ...line('language', words.language(draft.language)),
    ...line('active', content['is_active'] === false ? words.no : words.yes),
    ...line('accent', colors.accent),
    ...line('text', colors.text),
    ...line('background', colors.background),
    ...line('body', fonts.body),
    ...line('heading', fonts.heading),
    // The picture stands beside; its beginning tells two apart.
    ...line('light', logos.light?.slice(0, 8)),
    ...line('dark', logos.dark?.slice(0, 8)),
    ...channels.flatMap((channel) =>
      textLines(words.channel(channel), draft.messaging_templates[channel], words),
    ),
    ...words.target(draft.target_demographics).map((one) => `${words.name('target')}: ${one}`),
    ...line(
      'jurisdiction',
      draft.compliance_rules.jurisdiction && words.region(draft.compliance_rules.jurisdiction),
    ),
    ...draft.compliance_rules.rules.flatMap((rule) =>
      rule.kind === 'disclaimer'
        ? line('line', `${rule.text} (${words.language(rule.language)})`)
        : line('links', String(rule.count)),
    ),
  ];
}

type Texts = ReturnType<typeof draftOf>['messaging_templates'];

function textLines(channel: string, content: Texts[keyof Texts], words: ProfileWords): string[] {
  if (content === undefined) return [];
  if (typeof content !== 'string' && content.kind === 'template') {
    const values = content.parameters.length > 0 ? ` (${content.parameters.join(', ')})` : '';
    return [`${channel}, ${words.name('template')}: ${content.name.replaceAll('_', ' ')}${values}`];
  }
  const buttons =
    typeof content !== 'string' && content.kind === 'buttons'
      ? [`${channel}, ${words.name('buttons')}: ${content.buttons.map((one) => one.title).join(' · ')}`]
      : [];
  return [`${channel}: ${wordsOf(content)}`, ...buttons];
}
