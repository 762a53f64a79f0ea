import { Combobox } from '@base-ui/react/combobox';
import { Trans, useLingui } from '@lingui/react/macro';
import type { SegmentField } from '@sampark/contracts/segment-fields.ts';
import { Search } from 'lucide-react';
import type { ReactElement } from 'react';
import { allFields, fieldGroups, fieldSpecs } from './fields.ts';
import { PickerItem, PickerPopup } from './picker-parts.tsx';
import { fieldGroupWords, fieldWords } from './segment-words.ts';

type FieldGroup = { value: (typeof fieldGroups)[number]; items: SegmentField[] };
const groups: FieldGroup[] = fieldGroups.map((value) => ({
  value,
  items: allFields.filter((field) => fieldSpecs[field].group === value),
}));

/** A button that opens every field, in groups, with a search over names and explanations. */
export function FieldPicker(props: {
  value: SegmentField | null;
  onPick: (field: SegmentField) => void;
  trigger: ReactElement;
  disabled?: boolean;
}) {
  const { t, i18n } = useLingui();
  const nameOf = (field: SegmentField) => i18n._(fieldWords[field].name);
  const search = (field: SegmentField, text: string) =>
    `${nameOf(field)} ${i18n._(fieldWords[field].hint)}`
      .toLocaleLowerCase()
      .includes(text.trim().toLocaleLowerCase());
  return (
    <Combobox.Root
      items={groups}
      value={props.value}
      disabled={props.disabled ?? false}
      itemToStringLabel={nameOf}
      filter={search}
      autoHighlight
      onValueChange={(field) => {
        if (field !== null) props.onPick(field);
      }}
    >
      <Combobox.Trigger render={props.trigger} />
      <PickerPopup
        empty={<Trans>Nothing of this name can be asked.</Trans>}
        above={
          <div className="flex items-center gap-2 border-b border-line px-3">
            <Search className="size-4 shrink-0 text-subtle" aria-hidden />
            <Combobox.Input
              aria-label={t`Search what to ask about`}
              placeholder={t`Search what to ask about`}
              className="min-h-10 w-full min-w-0 bg-transparent text-lg outline-none placeholder:text-subtle sm:text-base"
            />
          </div>
        }
      >
        <Combobox.List className="min-h-0 flex-1 overflow-y-auto p-1">
          {(group: FieldGroup) => (
            <Combobox.Group key={group.value} items={group.items} className="pb-1.5 last:pb-0">
              <Combobox.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
                {i18n._(fieldGroupWords[group.value])}
              </Combobox.GroupLabel>
              <Combobox.Collection>
                {(field: SegmentField) => (
                  <PickerItem key={field} value={field} hint={i18n._(fieldWords[field].hint)}>
                    {nameOf(field)}
                  </PickerItem>
                )}
              </Combobox.Collection>
            </Combobox.Group>
          )}
        </Combobox.List>
      </PickerPopup>
    </Combobox.Root>
  );
}
