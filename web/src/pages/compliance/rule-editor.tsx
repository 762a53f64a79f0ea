import { Trans, useLingui } from '@lingui/react/macro';
import type { RuleDefinition, RuleSituation } from '@sampark/contracts/rules.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { ConditionEditor } from './condition-editor.tsx';
import { ExamplesEditor } from './examples-editor.tsx';
import { LiveTest } from './live-test.tsx';
import { definitionOf, newRule, useFaults, useTrial } from './rule-draft.ts';
import { actionWords, severityWords } from './rule-words.ts';
import { severities } from './routes.ts';
import { patchRule } from './rules-table.tsx';
import type { Rule } from './use-rules.ts';

const dayOf = (at: string | null) => at?.slice(0, 10) ?? '';

/** A rule written on the left, tried on the right. Nothing is saved whose examples fail. */
export function RuleEditor({ rule, mayWrite }: { rule: Rule | undefined; mayWrite: boolean }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const faultsOf = useFaults();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const stored = rule ? definitionOf(rule) : newRule;
  const [draft, setDraft] = useState<RuleDefinition>(stored);
  const [text, setText] = useState('');
  const [situation, setSituation] = useState<RuleSituation>({ channel: 'whatsapp' });
  const changed = JSON.stringify(draft) !== JSON.stringify(stored);
  const set = (more: Partial<RuleDefinition>) => setDraft((now) => ({ ...now, ...more }));

  const trial = useTrial(draft, text, situation, mayWrite);
  const save = useMutation({
    mutationFn: () => {
      const body = { ...draft, examples: draft.examples.filter((one) => one.text.trim() !== '') };
      return rule ? patchRule(rule.id, rule.revision, body) : api('POST /api/v1/compliance/rules', { body });
    },
    onSuccess: async (saved) => {
      showToast(t`Saved: ${saved.name}`);
      queries.setQueryData(['compliance', 'rule', saved.id], saved);
      await queries.invalidateQueries({ queryKey: ['compliance'] });
      if (!rule)
        await navigate({
          to: '/compliance/rules/$id',
          params: { id: saved.id },
          replace: true,
          ignoreBlocker: true,
        });
    },
  });
  useBlocker({
    shouldBlockFn: () =>
      changed && !save.isPending && !save.isSuccess && !window.confirm(t`Leave without saving this rule?`),
    enableBeforeUnload: changed && !save.isSuccess,
  });

  const trialFaults = faultsOf(trial.error);
  const saveFaults = faultsOf(save.error);
  const faults = { ...trialFaults, ...(changed ? saveFaults : {}) };
  const failing = trial.data?.examples.filter((one) => !one.ok).length ?? 0;
  const broken = trial.isError;
  const failedText = save.error ? errorText(save.error) : undefined;
  const summary = Object.entries(saveFaults).map(([field, fault]) => ({
    fieldId: `rule-${field.split('.')[0] ?? ''}`,
    text: fault,
  }));
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_380px]">
      <form
        className="grid min-w-0 gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {failedText && (
          <ErrorSummary key={save.submittedAt} title={failedText.title} items={summary}>
            {summary.length === 0 && failedText.remedy}
          </ErrorSummary>
        )}
        <Card id="says" title={t`What it says`}>
          <div className="grid gap-4">
            <TextField
              id="rule-name"
              name="name"
              label={t`Name`}
              autoComplete="off"
              disabled={!mayWrite}
              value={draft.name}
              error={saveFaults.name}
              onChange={(name) => set({ name })}
            />
            <TextArea
              id="rule-explanation"
              label={t`What is wrong and what to do, for the author of the message`}
              rows={2}
              disabled={!mayWrite}
              value={draft.explanation}
              error={saveFaults.explanation}
              onChange={(explanation) => set({ explanation })}
            />
            <div className="grid items-start gap-4 sm:grid-cols-2">
              <SelectField
                id="rule-action"
                label={t`Action`}
                value={draft.action}
                disabled={!mayWrite}
                items={(['warn', 'block'] as const).map((value) => ({
                  value,
                  label: i18n._(actionWords[value].word),
                }))}
                hint={i18n._(actionWords[draft.action].meaning)}
                onChange={(action) => set({ action })}
              />
              <SelectField
                id="rule-severity"
                label={t`Severity`}
                value={draft.severity}
                disabled={!mayWrite}
                items={severities.map((value) => ({ value, label: i18n._(severityWords[value].word) }))}
                onChange={(severity) => set({ severity })}
              />
              <TextField
                id="rule-effective_from"
                name="effective_from"
                type="date"
                label={t`In force from`}
                autoComplete="off"
                disabled={!mayWrite}
                hint={t`UTC; empty: at once`}
                value={dayOf(draft.effective_from)}
                onChange={(day) => set({ effective_from: day ? `${day}T00:00:00.000Z` : null })}
              />
              <TextField
                id="rule-effective_to"
                name="effective_to"
                type="date"
                label={t`In force before`}
                autoComplete="off"
                disabled={!mayWrite}
                hint={t`UTC; empty: without end`}
                error={faults.effective_to}
                value={dayOf(draft.effective_to)}
                onChange={(day) => set({ effective_to: day ? `${day}T00:00:00.000Z` : null })}
              />
              <TextField
                id="rule-source"
                name="source"
                label={t`Source: where the rule comes from`}
                autoComplete="off"
                disabled={!mayWrite}
                value={draft.source?.title ?? ''}
                onChange={(title) =>
                  set({ source: title ? { title, url: draft.source?.url ?? null } : null })
                }
              />
              <TextField
                id="rule-url"
                name="url"
                type="url"
                label={t`Its address`}
                autoComplete="off"
                disabled={!mayWrite || draft.source === null}
                error={saveFaults['source.url']}
                value={draft.source?.url ?? ''}
                onChange={(url) => draft.source && set({ source: { ...draft.source, url: url || null } })}
              />
            </div>
          </div>
        </Card>
        <Card
          id="rule-condition"
          title={t`When it strikes`}
          note={<Trans>Words are whole words, whatever their case, accents and digits.</Trans>}
        >
          <ConditionEditor
            value={draft.condition}
            path="condition"
            faults={faults}
            disabled={!mayWrite}
            onChange={(condition) => set({ condition })}
          />
        </Card>
        <Card
          id="rule-examples"
          title={t`Examples`}
          note={
            <Trans>
              Stored with the rule and run on every save. One that does not come out as it says keeps the rule
              from being saved.
            </Trans>
          }
        >
          <ExamplesEditor
            examples={draft.examples}
            results={broken ? undefined : trial.data?.examples}
            disabled={!mayWrite}
            onChange={(examples) => set({ examples })}
          />
          {faults.examples && <p className="mt-2 text-sm text-danger">{faults.examples}</p>}
        </Card>
        {mayWrite && (
          <div className="sticky bottom-14 z-10 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-surface px-4 py-3 lg:bottom-4">
            <p role="status" className={`text-sm ${broken || failing > 0 ? 'text-danger' : 'text-muted'}`}>
              {broken ? (
                <Trans>Something in it is not right yet.</Trans>
              ) : failing > 0 ? (
                <Trans>Some examples do not come out as they say.</Trans>
              ) : changed ? (
                <Trans>Not saved yet.</Trans>
              ) : (
                <Trans>Everything is saved.</Trans>
              )}
            </p>
            <div className="flex gap-2">
              {changed && rule && (
                <Button kind="quiet" onClick={() => setDraft(stored)}>
                  <Trans>Undo my changes</Trans>
                </Button>
              )}
              <Button kind="primary" type="submit" busy={save.isPending} disabled={!changed}>
                {rule ? <Trans>Save as a further version</Trans> : <Trans>Make this rule</Trans>}
              </Button>
            </div>
          </div>
        )}
      </form>
      {mayWrite && (
        <div className="lg:sticky lg:top-20">
          <LiveTest
            definition={draft}
            trial={broken ? undefined : trial.data}
            broken={broken}
            text={text}
            situation={situation}
            onText={setText}
            onSituation={setSituation}
          />
        </div>
      )}
    </div>
  );
}
