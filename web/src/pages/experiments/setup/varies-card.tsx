import { useLingui } from '@lingui/react/macro';
import type { VariedThing } from '@sampark/contracts/experiments.ts';
import { useState } from 'react';
import { Card } from '../../../ui/card.tsx';
import { ChoiceCards } from '../../../ui/choice-cards.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { variesWords } from '../words.ts';
import { varying, type Design } from './design.ts';

type Props = { design: Design; onChange: (design: Design) => void };
const things = Object.keys(variesWords) as VariedThing[];

/** The one thing in which the versions differ: with two, nobody could say which of them made the difference. */
export function VariesCard({ design, onChange }: Props) {
  const { t, i18n } = useLingui();
  const [asked, setAsked] = useState<VariedThing>();
  const written = design.variants.some((one) => Object.keys(one.change).length > 0);
  return (
    <Card
      id="what-varies"
      title={t`What differs`}
      note={t`One thing at a time: with two, nobody could say which of them made the difference.`}
    >
      <ChoiceCards
        id="varies"
        label={t`Between the versions differs`}
        columns
        value={design.varies}
        items={things.map((value) => {
          const { icon: Icon, name, what } = variesWords[value];
          return {
            value,
            label: i18n._(name),
            hint: i18n._(what),
            icon: <Icon className="size-4 text-muted" aria-hidden />,
          };
        })}
        onChange={(value) => (written ? setAsked(value) : onChange(varying(design, value)))}
      />
      <ConfirmDialog
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t`Let something else differ?`}
        consequences={[t`What you gave the versions so far is removed.`, t`Their names and shares stay.`]}
        action={t`Change what differs`}
        onConfirm={async () => {
          if (asked) onChange(varying(design, asked));
        }}
      />
    </Card>
  );
}
