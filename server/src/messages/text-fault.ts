// What is wrong with the text of a message, whoever it is for. Pure.
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import { textsIn } from '@sampark/contracts/content-texts.ts';
import { templateFault } from './render.ts';
import { saysNothing } from './says-nothing.ts';

/** As a template, and that there is nothing in it to read. */
export function textFault(text: string): string | undefined {
  return saysNothing(text) ? 'it says nothing' : templateFault(text);
}

/** The first of a content. A place of an approved template that stays empty is a missing value: its words are the platform's. */
export function contentFault(content: ChannelContent): string | undefined {
  const faultOf = content.kind === 'template' ? templateFault : textFault;
  return textsIn(content)
    .map(({ text }) => faultOf(text))
    .find((fault) => fault !== undefined);
}
