import type { ComplianceRules } from '@sampark/contracts/profiles.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, TextCursorInput, X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { CodeField } from './code-field.tsx';
import type { FormPart } from './form-part.ts';
import { changeText, textOf, wordChannels, wordsOf } from './profile-texts.ts';
import { faultAt } from './use-fault-words.ts';

const linkLimits = [0, 1, 2, 3, 5, 10, 20];

/** Where its readers live, and lines of its own that its texts have to keep. The workspace's rules hold besides. */
export function ComplianceCard({ draft, onChange, faults, disabled }: FormPart) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const { jurisdiction, rules } = draft.compliance_rules;
  const set = (more: Partial<ComplianceRules>) =>
    onChange({ compliance_rules: { ...draft.compliance_rules, ...more } });
  const setRules = (next: ComplianceRules['rules']) => set({ rules: next });
  const limit = rules.find((rule) => rule.kind === 'max_links');
  const lacking = (line: string) =>
    wordChannels.filter((channel) => {
      const words = wordsOf(draft.messaging_templates[channel]);
      return words.trim() !== '' && !words.includes(line);
    });
  const putIn = (line: string) => {
    let next = draft.messaging_templates;
    for (const channel of lacking(line)) {
      const before = textOf(next[channel]);
      next = changeText(next, channel, { ...before, text: `${before.text.trimEnd()}\n\n${line}` });
    }
    onChange({ messaging_templates: next });
  };
  return (
    <Card
      id="profile-rules"
      title={t`Rules of its own`}
      note={t`They are checked when it is saved. Your workspace’s compliance rules hold besides.`}
    >
      <div className="grid gap-5">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <CodeField
            id="profile-jurisdiction"
            kind="region"
            label={t`Where its readers live`}
            more={{ EU: t`European Union`, EEA: t`European Economic Area` }}
            value={jurisdiction}
            error={faultAt(faults, 'compliance_rules.jurisdiction')}
            onChange={(code) => set({ jurisdiction: code })}
          />
          <SelectField
            id="rules-links"
            label={t`Links in a text`}
            value={limit?.kind === 'max_links' ? String(limit.count) : ''}
            disabled={disabled}
            items={[
              { value: '', label: t`As many as you like` },
              ...linkLimits.map((count) => ({
                value: String(count),
                label: count === 0 ? t`None` : t`At most ${exact(count)}`,
              })),
              ...(limit?.kind === 'max_links' && !linkLimits.includes(limit.count)
                ? [{ value: String(limit.count), label: t`At most ${exact(limit.count)}` }]
                : []),
            ]}
            onChange={(value) => {
              const rest = rules.filter((rule) => rule.kind !== 'max_links');
              setRules(value === '' ? rest : [...rest, { kind: 'max_links', count: Number(value) }]);
            }}
          />
        </div>
        <ul aria-label={t`Lines every text has to contain`} className="grid gap-4">
          {rules.map((rule, index) => {
            if (rule.kind !== 'disclaimer') return null;
            const number = exact(index + 1);
            const change = (more: Partial<typeof rule>) => setRules(rules.with(index, { ...rule, ...more }));
            const open = rule.text.trim() && rule.language === draft.language ? lacking(rule.text) : [];
            return (
              // Rules have no names: their place is what they are.
              <li key={index} className="grid gap-2 rounded-md border border-line p-3">
                <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_200px]">
                  <TextArea
                    id={`rule-text-${index}`}
                    label={t`Line every text contains (${number})`}
                    rows={2}
                    lang={rule.language}
                    value={rule.text}
                    onChange={(text) => change({ text })}
                  />
                  <CodeField
                    id={`rule-language-${index}`}
                    kind="language"
                    label={t`In texts in`}
                    value={rule.language}
                    error={faultAt(faults, `compliance_rules.rules.${index}`)}
                    onChange={(language) => change({ language })}
                  />
                </div>
                <div className="flex flex-wrap items-center justify-between gap-2">
                  {open.length > 0 ? (
                    <Button
                      disabled={disabled}
                      icon={<TextCursorInput className="size-4" aria-hidden />}
                      onClick={() => putIn(rule.text)}
                    >
                      <Trans>Put it at the end of the texts that lack it</Trans>
                    </Button>
                  ) : (
                    <span />
                  )}
                  <Button
                    kind="quiet"
                    disabled={disabled}
                    icon={<X className="size-4" aria-hidden />}
                    onClick={() => setRules(rules.toSpliced(index, 1))}
                  >
                    <Trans>Take this line off</Trans>
                  </Button>
                </div>
              </li>
            );
          })}
        </ul>
        <Button
          className="justify-self-start"
          disabled={disabled || rules.length >= 50}
          icon={<Plus className="size-4" aria-hidden />}
          onClick={() => setRules([...rules, { kind: 'disclaimer', language: draft.language, text: '' }])}
        >
          <Trans>A line every text has to contain</Trans>
        </Button>
      </div>
    </Card>
  );
}
