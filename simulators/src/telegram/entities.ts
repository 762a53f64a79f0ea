// The shared floor of the two markup parsers: a text under construction, in UTF-16 units as Telegram counts offsets.

export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
}

export interface FormattedText {
  text: string;
  entities: Entity[];
}

/** What the text after "can't parse entities: " says. */
export class EntityError extends Error {}

/** Telegram names places in a text by their offset in UTF-8 bytes. */
export function byteOffset(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index));
}

/** Outer entities first, as Telegram sorts them; empty ones vanish; the ends of the text are trimmed. */
export function finish(text: string, entities: Entity[]): FormattedText {
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept: Entity[] = [];
  for (const entity of entities) {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(trimmed.length, entity.offset + entity.length - start);
    if (to > from) kept.push({ ...entity, offset: from, length: to - from });
  }
  kept.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text: trimmed, entities: kept };
}
