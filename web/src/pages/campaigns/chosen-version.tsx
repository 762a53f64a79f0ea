import { useLingui } from '@lingui/react/macro';
import { SelectField } from '../../ui/select-field.tsx';

export type ShownVersions = {
  items: readonly { key: string; name: string }[];
  /** Letter of the version shown. */
  shown: string;
  onShow: (key: string) => void;
  /** Why the versions cannot be saved as they stand; by letter. */
  unsaved?: { kind: 'no-name' | 'same-name' | 'same'; version: string; other?: string };
};

/** Which version of the campaign the preview shows, whoever would be drawn for it. */
export function ChosenVersion({ items, shown, onShow }: ShownVersions) {
  const { t } = useLingui();
  return (
    <SelectField
      id="preview-version"
      label={t`Version`}
      value={shown}
      items={items.map(({ key, name }) => ({ value: key, label: name.trim() ? `${key} · ${name}` : key }))}
      onChange={onShow}
    />
  );
}
