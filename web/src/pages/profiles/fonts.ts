// What the fonts of a profile are called, and how a sample is drawn in one.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Those that name no font of their own; all others are called what they are called. */
export const fontWords: Readonly<Record<string, MessageDescriptor>> = {
  'system-ui': msg`The device’s own`,
  'sans-serif': msg`Any without serifs`,
  serif: msg`Any with serifs`,
  monospace: msg`Any with letters of one width`,
};

/** The dashboard has two of them with it under a name of their own; letters a font lacks come from the dashboard's. */
export const fontStack = (name: string) => `${quoted(name)}, ${quoted(`${name} Variable`)}, var(--font-sans)`;

const quoted = (name: string) => (name in fontWords ? name : `'${name}'`);
