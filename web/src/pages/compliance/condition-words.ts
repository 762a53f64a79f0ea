// What a rule can look at, in words; and the form in which each is written.
import type { RuleCondition } from '@sampark/contracts/rules.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Kind } from './rule-lines.ts';

export const kindWords: Record<Kind, MessageDescriptor> = {
  terms: msg`The text says one of these`,
  lacks: msg`The text says none of these`,
  pattern: msg`A pattern is found in the text`,
  link: msg`There is a link`,
  longer_than: msg`The text is longer than`,
  countries: msg`The person’s country is one of`,
  age: msg`The person’s age`,
  interests: msg`The person is interested in one of`,
  unknown: msg`It is not on record`,
  channels: msg`It goes over one of these channels`,
  purposes: msg`It is for one of these purposes`,
  categories: msg`The WhatsApp template’s category is`,
  kinds: msg`The message is of the kind`,
  all: msg`All of these hold`,
  any: msg`One of these holds`,
  not: msg`This does not hold`,
};
export const kinds = Object.keys(kindWords) as Kind[];

/** A new condition of this kind, to be filled in. */
export function emptyOf(kind: Kind): RuleCondition {
  switch (kind) {
    case 'all':
      return { all: [{ terms: [] }] };
    case 'any':
      return { any: [{ terms: [] }] };
    case 'not':
      return { not: { terms: [] } };
    case 'link':
      return { link: {} };
    case 'longer_than':
      return { longer_than: 160 };
    case 'age':
      return { age: { from: 0, to: 17 } };
    case 'unknown':
      return { unknown: 'country' };
    case 'pattern':
      return { pattern: '' };
    default:
      return { [kind]: [] } as unknown as RuleCondition;
  }
}

/** The words of a choice: values of the API as people read them. */
export const valueWords: Record<string, MessageDescriptor> = {
  marketing: msg`Marketing`,
  service: msg`Service`,
  coaching: msg`Coaching`,
  MARKETING: msg`Marketing`,
  UTILITY: msg`Utility`,
  AUTHENTICATION: msg`Authentication`,
  text: msg`Text`,
  template: msg`Template`,
  buttons: msg`Text with buttons`,
  country: msg`Country`,
  age: msg`Age`,
  interests: msg`Interests`,
};

/** What the server says about a place of a rule; anything else is shown as it came. */
export const faultWords: Record<string, MessageDescriptor> = {
  'matches every text': msg`This pattern matches every text. Ask for at least one character.`,
  'is too large a pattern': msg`This pattern is too large. Repeat less, or split it into several rules.`,
  'has no word in it': msg`There is no word in it. Use a pattern for signs.`,
  'is not a domain': msg`This is not a domain, such as example.com.`,
  'must be a list with at least one condition': msg`Add at least one condition.`,
  'must be later than effective_from': msg`The end has to be later than the beginning.`,
  'this text must pass, but the rule flags it': msg`This text must pass, but the rule flags it.`,
  'this text must be flagged, but the rule lets it pass': msg`This text must be flagged, but the rule lets it pass.`,
  'no example says "pass"': msg`Add an example that must pass.`,
  'no example says "flag"': msg`Add an example that must be flagged.`,
};
