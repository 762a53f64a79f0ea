import { Trans, useLingui } from '@lingui/react/macro';
import type { GuardrailName } from '@sampark/contracts/experiments.ts';
import { Card } from '../../../ui/card.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { guardrailWords } from '../words.ts';
import type { Design } from './design.ts';
import { PercentField } from './percent-field.tsx';

type Props = { design: Design; onChange: (design: Design) => void };
const names = Object.keys(guardrailWords) as GuardrailName[];

/** What stops a version by itself, however well it does otherwise. */
export function GuardrailsCard({ design, onChange }: Props) {
  const { t, i18n } = useLingui();
  return (
    <Card
      id="guardrails"
      title={t`Guardrails`}
      note={t`A version that does harm is stopped by itself; people who have not had it get the control.`}
    >
      <div className="grid gap-5 sm:grid-cols-2">
        {names.map((name) => {
          const guardrail = design.guardrails[name];
          const set = (change: Partial<typeof guardrail>) =>
            onChange({
              ...design,
              guardrails: { ...design.guardrails, [name]: { ...guardrail, ...change } },
            });
          return (
            <div key={name} className="grid content-start gap-3">
              <Switch
                label={i18n._(guardrailWords[name].name)}
                hint={i18n._(guardrailWords[name].what)}
                checked={guardrail.on}
                onChange={(on) => set({ on })}
              />
              {guardrail.on ? (
                <PercentField
                  id={`margin-${name}`}
                  label={t`Stop it above the control by, points`}
                  value={guardrail.margin}
                  least={0}
                  most={0.5}
                  wrong={t`Give a number from 0 to 50.`}
                  onChange={(margin) => set({ margin })}
                />
              ) : (
                <p className="text-sm text-muted">
                  <Trans>Off: no version is stopped for it.</Trans>
                </p>
              )}
            </div>
          );
        })}
      </div>
    </Card>
  );
}
