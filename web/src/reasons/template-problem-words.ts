// Why an approved template cannot be sent, or not by all: what the platform did with it and what to do.
import { msg } from '@lingui/core/macro';
import type { Explained } from './send-code-words.ts';

const another = msg`Choose another template.`;
const otherwise = msg`They get it in the template’s own language.`;

export const templateProblemWords: Readonly<Record<string, Explained>> = {
  template_missing: {
    what: msg`The chosen WhatsApp template does not exist`,
    todo: msg`Choose one of your approved templates.`,
  },
  template_removed: {
    what: msg`The chosen template was removed at WhatsApp`,
    todo: msg`Choose one of your approved templates.`,
  },
  template_paused: {
    what: msg`WhatsApp paused the template because of what people think of it`,
    todo: msg`It mostly comes back within hours. Wait, or choose another template.`,
  },
  template_disabled: { what: msg`WhatsApp disabled the template for good`, todo: another },
  template_rejected: { what: msg`WhatsApp rejected the template`, todo: another },
  template_not_approved: {
    what: msg`WhatsApp has not approved the chosen template`,
    todo: msg`Wait for its approval, or choose another one.`,
  },
  template_language_differs: {
    what: msg`In one of its languages the template takes other values`,
    todo: otherwise,
  },
  template_not_everywhere: {
    what: msg`Not every business account has this template`,
    todo: msg`Have it approved there as well, or their messages are refused.`,
  },
};
