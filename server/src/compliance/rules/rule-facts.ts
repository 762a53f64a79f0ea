// The rules as a fact of one message: asked for the channel that would be taken, with the very text that would be sent.
import { createHash } from 'node:crypto';
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { ComplianceFlag } from '@sampark/contracts/rules.ts';
import type { PersonFacts } from '../../delivery/claim-queries.ts';
import type { RuleVerdict } from '../../policy/decide.ts';
import { judgeMessage } from './judge-message.ts';
import type { RuleBook } from './rule-book.ts';
import { readableText, situationOf } from './situation.ts';

/** messages.compliance_flags: without the words themselves, and for which text two people released it. */
export type StoredFlags = {
  rule_id: string;
  version: number;
  action: ComplianceFlag['action'];
  severity: ComplianceFlag['severity'];
  message: string;
  released_text?: string;
}[];

/** Undefined: there is nothing to ask. `text` is undefined where it cannot be written for this person. */
export function judgeFor(
  book: RuleBook | undefined,
  message: { workspace_id: string; purpose: Purpose; compliance_flags?: StoredFlags | null },
  person: Pick<PersonFacts, 'country' | 'demographics' | 'asset_class_interests'>,
  now: Date,
): ((channel: Channel, content: ChannelContent, text: string) => RuleVerdict) | undefined {
  const rules = book?.rules.get(message.workspace_id);
  if (!book || !rules) return undefined;
  return (channel, content, text) => {
    const about = situationOf(message, channel, content, person, book.categories);
    const flags = judgeMessage(rules, readableText(content, text), about, now);
    const released = message.compliance_flags?.filter((one) => one.released_text !== undefined) ?? [];
    if (flags.length === 0 || released.length === 0) return { version: rules.version, flags };
    const hash = hashText(text);
    const isReleased = (flag: ComplianceFlag) =>
      released.some(
        (one) => one.rule_id === flag.rule_id && one.version === flag.version && one.released_text === hash,
      );
    return {
      version: rules.version,
      flags: flags.map((flag) => (isReleased(flag) ? { ...flag, released: true } : flag)),
    };
  };
}

export function storedFlags(flags: readonly ComplianceFlag[], text: string): StoredFlags {
  return flags.map(({ rule_id, version, action, severity, message, released }) => ({
    ...{ rule_id, version, action, severity, message },
    ...(released ? { released_text: hashText(text) } : {}),
  }));
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
