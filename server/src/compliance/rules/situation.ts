// A message and its person as rules see them: one translation for sends, previews and launch checks.
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { PersonFacts } from '../../delivery/claim-queries.ts';
import type { Situation } from './compile-rules.ts';
import type { RuleBook } from './rule-book.ts';

export function situationOf(
  message: { workspace_id: string; purpose: Purpose },
  channel: Channel,
  content: ChannelContent,
  person: Pick<PersonFacts, 'country' | 'demographics' | 'asset_class_interests'>,
  categories: RuleBook['categories'],
): Situation {
  const { age } = person.demographics;
  return {
    channel,
    purpose: message.purpose,
    category:
      content.kind === 'template'
        ? (categories.get(`${message.workspace_id}/${content.name}/${content.language}`)?.toUpperCase() ??
          null)
        : null,
    kind: content.kind,
    country: person.country?.toUpperCase() ?? null,
    age: typeof age === 'number' ? age : null,
    interests: [...texts(person.asset_class_interests), ...texts(person.demographics.interests)],
  };
}

/** What people read of a message: its text and, with buttons, their titles. */
export function readableText(content: ChannelContent, text: string): string {
  return content.kind === 'buttons' ? [text, ...content.buttons.map((one) => one.title)].join('\n') : text;
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
