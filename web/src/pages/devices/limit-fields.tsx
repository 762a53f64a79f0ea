import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { Account } from './device-state.ts';
import { typedDecimal } from '../../lib/typed-number.ts';
import { faultOf } from './typed-limit.ts';

export type Limits = Account['default_limits'];
export type LimitName = keyof Limits;
export type TypedLimits = Record<LimitName, string>;

const names = ['per_day', 'per_second', 'pair_seconds'] as const;
const rules = {
  per_day: { whole: true },
  per_second: { aboveZero: true },
  pair_seconds: {},
} as const;

export const typedFrom = (limits: Limits): TypedLimits => ({
  per_day: String(limits.per_day),
  per_second: String(limits.per_second),
  pair_seconds: String(limits.pair_seconds),
});

/** The limits as numbers, or undefined while one of them cannot be. */
export function readLimits(typed: TypedLimits, highest: Limits): Limits | undefined {
  if (names.some((name) => faultOf(typed[name], { ...rules[name], most: highest[name] }) !== 'none'))
    return undefined;
  const read = (name: LimitName) => typedDecimal(typed[name]) ?? 0;
  return { per_day: read('per_day'), per_second: read('per_second'), pair_seconds: read('pair_seconds') };
}

/** Each limit with the platform's default beside it and the most that may be set. */
export function LimitFields(props: {
  id: string;
  typed: TypedLimits;
  defaults: Limits;
  highest: Limits;
  onChange: (typed: TypedLimits) => void;
  refused?: Partial<Record<string, string>>;
}) {
  const { t } = useLingui();
  const { exact, decimal } = useFormat();
  const labels: Record<LimitName, string> = {
    per_day: t`Messages a day, at most`,
    per_second: t`Messages a second, at most`,
    pair_seconds: t`Seconds between two messages to one person`,
  };
  const wrong = (name: LimitName): string | undefined => {
    const most = exact(props.highest[name]);
    switch (faultOf(props.typed[name], { ...rules[name], most: props.highest[name] })) {
      case 'not-a-number':
        return t`Write a number.`;
      case 'not-whole':
        return t`Write a whole number: nobody gets half a message.`;
      case 'zero':
        return t`Write more than zero. To stop it, take the sender into maintenance.`;
      case 'too-high':
        return t`Write at most ${most}: more is not allowed on this channel.`;
      case 'none':
        return props.refused?.[name];
    }
  };
  return (
    <div className="grid gap-4">
      {names.map((name) => {
        const usual = name === 'per_day' ? exact(props.defaults[name]) : decimal(props.defaults[name]);
        const most = exact(props.highest[name]);
        const value = typedDecimal(props.typed[name]);
        const above =
          value !== undefined &&
          (name === 'pair_seconds' ? value < props.defaults[name] : value > props.defaults[name]);
        return (
          <TextField
            key={name}
            id={`${props.id}-${name}`}
            name={name}
            label={labels[name]}
            inputMode="decimal"
            autoComplete="off"
            value={props.typed[name]}
            onChange={(next) => props.onChange({ ...props.typed, [name]: next })}
            error={wrong(name)}
            hint={
              <span className="tabular">
                <Trans>
                  The platform’s default is {usual}; at most {most}.
                </Trans>{' '}
                {above && (
                  <strong className="font-medium text-warn">
                    <Trans>Looser than the default: only if the platform raised it for this account.</Trans>
                  </strong>
                )}
              </span>
            }
          />
        );
      })}
    </div>
  );
}
