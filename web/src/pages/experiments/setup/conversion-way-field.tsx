import { Trans, useLingui } from '@lingui/react/macro';
import type { ConversionWay } from '@sampark/contracts/experiments.ts';
import { Info } from 'lucide-react';
import type { Step } from '../../campaigns/lists.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { conversionWords } from '../words.ts';
import type { Design } from './design.ts';

type Props = {
  design: Design;
  counted: boolean;
  onChange: (design: Design) => void;
  onGo: (step: Step) => void;
};
const ways = Object.keys(conversionWords) as ConversionWay[];

/** How Sampark learns that somebody did what the message is for. */
export function ConversionWayField({ design, counted, onChange, onGo }: Props) {
  const { t, i18n } = useLingui();
  const words = conversionWords[design.converted_by];
  return (
    <div className="grid gap-3">
      <SelectField
        id="conversion-way"
        label={t`How is it known that they did it?`}
        value={design.converted_by}
        items={ways.map((value) => ({ value, label: i18n._(conversionWords[value].name) }))}
        hint={
          <>
            {i18n._(words.what)} {i18n._(words.caveat)}
          </>
        }
        onChange={(converted_by) => onChange({ ...design, converted_by })}
      />
      {design.converted_by !== 'told' && !counted && (
        <div className="grid justify-items-start gap-2">
          <Notice icon={Info} tone="warn" title={t`The campaign does not count visits of links yet.`}>
            <Trans>It is a switch beside the message.</Trans>
          </Notice>
          <Button onClick={() => onGo('message')}>
            <Trans>Go to the message</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
