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
  font: (name: string) => string;
  list: (names: readonly string[]) => string;
  number: (value: number) => string;
  yes: string;
  no: string;
};
/** `looks`: how the value is shown; a picture has the whole hash as its text. */
export type ProfileLine = {
  name: string;
  text: string;
  looks?: 'colour' | 'message' | { picture: 'light' | 'dark' };
};
export type ProfilePart =
  | ('name' | 'language' | 'active' | 'accent' | 'background' | 'text' | 'body' | 'heading')
  | ('light' | 'dark' | 'jurisdiction' | 'line' | 'links' | 'template' | 'buttons' | 'target');

export function profileLines(content: Content, words: ProfileWords): ProfileLine[] {
  const draft = draftOf(content as never);
  const { colors, fonts, logos } = draft.branding_config;
  const line = (part: ProfilePart, text: string | undefined, looks?: ProfileLine['looks']): ProfileLine[] =>
    text ? [{ name: words.name(part), text, ...(looks ? { looks } : {}) }] : [];
  return [
    ...line('name', draft.name),
    ...line('language', words.language(draft.language)),
    ...line('active', content['is_active'] === false ? words.no : words.yes),
    ...line('accent', colors.accent, 'colour'),
    ...line('text', colors.text, 'colour'),
    ...line('background', colors.background, 'colour'),
    ...line('body', fonts.body && words.font(fonts.body)),
    ...line('heading', fonts.heading && words.font(fonts.heading)),
    ...line('light', logos.light, { picture: 'light' }),
    ...line('dark', logos.dark, { picture: 'dark' }),
    ...textLines(draft.messaging_templates, words),
    ...words.target(draft.target_demographics).flatMap((one) => line('target', one)),
    ...line(
      'jurisdiction',
      draft.compliance_rules.jurisdiction && words.region(draft.compliance_rules.jurisdiction),
    ),
    ...draft.compliance_rules.rules.flatMap((rule) =>
      rule.kind === 'disclaimer'
        ? line('line', `${rule.text} (${words.language(rule.language)})`)
        : line('links', words.number(rule.count)),
    ),
  ];
}

/** Two versions say the same there. */
export const sameLine = (one: ProfileLine, other: ProfileLine) =>
  one.name === other.name && one.text === other.text;

type Texts = ReturnType<typeof draftOf>['messaging_templates'];

/** Channels that say the same stand together: a text is read once. */
function textLines(texts: Texts, words: ProfileWords): ProfileLine[] {
  const said = new Map<string, string[]>();
  const lines: ProfileLine[] = [];
  for (const channel of channels) {
    const content = texts[channel];
    if (content === undefined) continue;
    const name = words.channel(channel);
    if (typeof content !== 'string' && content.kind === 'template') {
      const values = content.parameters.length > 0 ? ` (${content.parameters.join(', ')})` : '';
      lines.push({
        name: `${name}, ${words.name('template')}`,
        text: `${content.name.replaceAll('_', ' ')}${values}`,
        looks: 'message',
      });
      continue;
    }
    const text = wordsOf(content);
    said.set(text, [...(said.get(text) ?? []), name]);
    if (typeof content !== 'string' && content.kind === 'buttons')
      lines.push({
        name: `${name}, ${words.name('buttons')}`,
        text: content.buttons.map((one) => one.title).join(' · '),
      });
  }
  for (const [text, names] of said) lines.push({ name: words.list(names), text, looks: 'message' });
  return lines;
}
