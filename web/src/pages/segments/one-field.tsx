import { Combobox } from '@base-ui/react/combobox';
import { Trans } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { boxLooks, PickerItem, PickerPopup } from './picker-parts.tsx';

type OneProps = {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  items: readonly string[];
  nameOf: (value: string) => string;
  /** Anything else can be written, too. */
  free?: boolean;
  part: string;
  invalid?: boolean;
  disabled?: boolean;
};

const mostShown = 80;

/** One of a list, found by typing a part of its name. */
export function OneField(props: OneProps) {
  const { value, nameOf } = props;
  const [text, setText] = useState<string>();
  const typed = useRef('');
  const wanted = text?.trim() ?? '';
  const found = props.items.filter((one) =>
    nameOf(one).toLocaleLowerCase().includes(wanted.toLocaleLowerCase()),
  );
  const strange = props.free && wanted !== '' && !props.items.includes(wanted);
  const choose = (next: string | undefined) => {
    typed.current = '';
    setText(undefined);
    props.onChange(next);
  };
  return (
    <Combobox.Root
      items={[...(strange ? [wanted] : []), ...found.slice(0, mostShown)]}
      filter={null}
      value={value ?? null}
      disabled={props.disabled ?? false}
      itemToStringLabel={nameOf}
      autoHighlight
      inputValue={text ?? (value === undefined ? '' : nameOf(value))}
      onInputValueChange={(next, { reason }) => {
        if (reason !== 'input-change') return;
        typed.current = next.trim();
        setText(next);
      }}
      onValueChange={(next) => choose(next ?? undefined)}
      onOpenChange={(open) => {
        if (open) return;
        // Left without a choice: what was written counts where anything may be written, else what was chosen before.
        if (props.free && typed.current !== '') choose(typed.current);
        else setText(undefined);
      }}
    >
      <Combobox.Input
        aria-label={props.label}
        aria-invalid={props.invalid ? true : undefined}
        placeholder={props.placeholder}
        data-part={props.part}
        className={`${boxLooks} min-h-9 w-full min-w-0 px-3 placeholder:text-subtle focus-visible:outline-offset-0 pointer-coarse:min-h-11`}
      />
      <PickerPopup empty={<Trans>Nothing of this name is known here.</Trans>}>
        <Combobox.List className="min-h-0 flex-1 overflow-y-auto p-1">
          {(one: string) => (
            <PickerItem key={one} value={one}>
              {strange && one === wanted ? <Trans>Use “{one}”</Trans> : nameOf(one)}
            </PickerItem>
          )}
        </Combobox.List>
      </PickerPopup>
    </Combobox.Root>
  );
}
