// What a person typed, as a Liquid template that renders to exactly that.

/**
 * Braces come out of output tags of ours, a whole run at a time, so that nothing of the input can form a tag. So do the
 * signs of HTML: where text is markup (Telegram), output is escaped.
 */
export function literally(text: string): string {
  return text.replace(/[{}<>&]+/g, (signs) => `{{ "${signs}" }}`);
}
