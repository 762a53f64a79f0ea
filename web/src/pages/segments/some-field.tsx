import { Combobox } from '@base-ui/react/combobox';
import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useState } from 'react';
import { boxLooks, PickerItem, PickerPopup } from './picker-parts.tsx';

type SomeProps = {
  label: string;
  placeholder: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What can be chosen, the likeliest first. */
  items: readonly string[];
  nameOf: (value: string) => string;
  /** Anything else can be written, too. */
  free?: boolean;
  invalid?: boolean;
  disabled?: boolean;
};

const mostShown = 80;

/** Several of a list, as chips: chosen with the arrow keys or by typing a part of the name; backspace takes the last one off. */
export function SomeField(props: SomeProps) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const fits = (value: string) =>
    props.nameOf(value).toLocaleLowerCase().includes(wanted.toLocaleLowerCase());
  const found = props.items.filter((one) => fits(one) || props.values.includes(one));
  const strange = props.free && wanted !== '' && !props.items.includes(wanted);
  const shown = [...(strange ? [wanted] : []), ...found.slice(0, mostShown)];
  return (
    <Combobox.Root
      multiple
      items={shown}
      filter={null}
      value={[...props.values]}
      disabled={props.disabled ?? false}
      itemToStringLabel={props.nameOf}
      autoHighlight
      inputValue={text}
      onInputValueChange={setText}
      onValueChange={(values) => {
        props.onChange(values);
        setText('');
      }}
    >
      <Combobox.Chips
        className={`${boxLooks} flex min-h-9 w-full flex-wrap items-center gap-1 px-1.5 py-1 focus-within:outline-2 focus-within:outline-accent pointer-coarse:min-h-11 ${props.invalid ? 'border-danger' : ''}`}
      >
        <Combobox.Value>
          {(values: string[]) =>
            values.map((value) => {
              const name = props.nameOf(value);
              return (
                <Combobox.Chip
                  key={value}
                  className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-full bg-accent-tint ps-2.5 pe-1 text-sm font-medium text-accent outline-offset-1 data-highlighted:outline-2 data-highlighted:outline-accent pointer-coarse:min-h-9"
                >
                  <span className="min-w-0 truncate py-0.5">{name}</span>
                  {!props.disabled && (
                    <Combobox.ChipRemove
                      aria-label={t`Remove ${name}`}
                      className="grid size-6 shrink-0 place-items-center rounded-full hover:bg-surface"
                    >
                      <X className="size-3.5" aria-hidden />
                    </Combobox.ChipRemove>
                  )}
                </Combobox.Chip>
              );
            })
          }
        </Combobox.Value>
        <Combobox.Input
          aria-label={props.label}
          aria-invalid={props.invalid ? true : undefined}
          placeholder={props.values.length === 0 ? props.placeholder : ''}
          data-part="value"
          className="min-h-6 w-8 min-w-8 flex-1 bg-transparent px-1.5 outline-none placeholder:text-subtle"
        />
      </Combobox.Chips>
      <PickerPopup empty={<Trans>Nothing of this name is known here.</Trans>}>
        <Combobox.List className="min-h-0 flex-1 overflow-y-auto p-1">
          {(value: string) => (
            <PickerItem key={value} value={value}>
              {strange && value === wanted ? <Trans>Use “{value}”</Trans> : props.nameOf(value)}
            </PickerItem>
          )}
        </Combobox.List>
      </PickerPopup>
    </Combobox.Root>
  );
}
