import { useState } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Specimen } from './specimen.tsx';

const zones = [
  { value: 'Asia/Dhaka', label: 'Asia/Dhaka' },
  { value: 'Europe/London', label: 'Europe/London' },
];

/** Ids are the page's own, so each theme has its own. */
export function FieldSpecimens({ theme }: { theme: string }) {
  const [text, setText] = useState('Amina Rahman');
  const [zone, setZone] = useState<string | null>('Asia/Dhaka');
  const [on, setOn] = useState(true);
  const [country, setCountry] = useState('BD');
  const id = (name: string) => `${theme}-${name}`;
  const shared = { autoComplete: 'off', value: text, onChange: setText };
  return (
    <>
      <Specimen name="TextField">
        <TextField {...shared} id={id('plain')} name="plain" label="Name" hint="As colleagues know them." />
        <TextField
          {...shared}
          id={id('wrong')}
          name="wrong"
          label="E-mail address"
          error="Enter an e-mail address"
        />
        <TextField {...shared} id={id('off')} name="off" label="Decided elsewhere" disabled />
        <TextField {...shared} id={id('secret')} name="secret" type="password" label="Password" />
      </Specimen>
      <Specimen name="ChoiceCards">
        <ChoiceCards
          id={id('choice')}
          label="Where it is kept"
          columns
          value={zone ?? undefined}
          items={zones.map((one) => ({ ...one, hint: 'One sentence says what it means.' }))}
          onChange={setZone}
        />
      </Specimen>
      <Specimen name="CodeField">
        <CodeField
          id={id('country')}
          name="country"
          kind="region"
          label="Country"
          value={country}
          onChange={setCountry}
        />
        <CodeField
          id={id('language')}
          name="language"
          kind="language"
          label="Language"
          value="xx"
          onChange={setCountry}
          error="There is no language of this name."
        />
      </Specimen>
      <Specimen name="SelectField, TextArea">
        <SelectField id={id('zone')} label="Time zone" value={zone} items={zones} onChange={setZone} />
        <SelectField
          id={id('none')}
          label="Sender"
          value={null}
          items={[]}
          placeholder="Choose a sender"
          onChange={setZone}
          error="Choose a sender"
        />
        <TextArea id={id('words')} label="Message" value={text} onChange={setText} hint="2 of 1,024" />
        <TextArea
          id={id('bn')}
          label="Bengali"
          lang="bn"
          value="প্রিয় আমিনা, স্ত্রী ও ক্ষমা: কোনো অক্ষর কাটা পড়ে না।"
          onChange={setText}
        />
      </Specimen>
      <Specimen name="Checkbox, Switch">
        <Checkbox label="Agreed on paper" hint="Dated and signed" checked={on} onChange={setOn} />
        <Checkbox label="Some of them" some checked={false} onChange={setOn} />
        <Checkbox label="Not yours to change" disabled checked={on} onChange={setOn} />
        <Switch label="Keep quiet hours" hint="21:00 to 09:00" checked={on} onChange={setOn} />
        <Switch label="Off and fixed" disabled checked={false} onChange={setOn} />
      </Specimen>
      <Specimen name="ErrorSummary">
        <ErrorSummary
          title="Something is still missing"
          items={[{ fieldId: id('wrong'), text: 'Enter an e-mail address' }]}
        />
      </Specimen>
    </>
  );
}
