import { useLingui } from '@lingui/react/macro';
import type { LocationField } from '@sampark/contracts/template-location.ts';
import { useState } from 'react';
import { useFormat } from '../../../i18n/use-format.ts';
import { TextField } from '../../../ui/text-field.tsx';
import type { Place, PlaceFault } from './template-places.ts';

type Props = {
  id: string;
  place: Place;
  fault: PlaceFault | undefined;
  onChange: (value: string) => void;
};

const suggestions = [
  '{{ first_name }}',
  '{{ last_name }}',
  '{{ name }}',
  '{{ sender_name }}',
  '{{ preferences_url }}',
];
const suggested: ReadonlySet<Place['kind']> = new Set(['body', 'header']);
const links: ReadonlySet<Place['kind']> = new Set(['image', 'video', 'document']);
/** In digits as the platform takes them, whatever the reader's are. */
const sample: Partial<Record<LocationField, string>> = { latitude: '23.7806', longitude: '90.4074' };

/** One place of a template. That it is empty is an error only once something stood in it. */
export function PlaceField({ id, place, fault, onChange }: Props) {
  const { t } = useLingui();
  const [touched, setTouched] = useState(false);
  const label = usePlaceLabel(place);
  const errorOf = usePlaceError();
  const shown = fault && (fault.kind !== 'empty' || touched) ? errorOf(fault) : undefined;
  const { example } = place;
  const link = links.has(place.kind);
  const degrees = place.kind === 'location' ? sample[place.field] : undefined;
  return (
    <TextField
      id={id}
      name={id}
      label={label}
      type={link ? 'url' : 'text'}
      autoComplete="off"
      value={place.value}
      error={shown}
      {...(suggested.has(place.kind) ? { suggestions } : {})}
      {...(link ? { hint: t`Its address on the web, begun with https://` } : {})}
      {...(degrees ? { hint: t`As a map shows it, such as ${degrees}` } : {})}
      {...(example !== null ? { hint: t`Such as: ${example}` } : {})}
      onChange={(value) => {
        setTouched(true);
        onChange(value);
      }}
    />
  );
}

function usePlaceLabel(place: Place): string {
  const { t } = useLingui();
  switch (place.kind) {
    case 'body': {
      const sign = `{{${place.name}}}`;
      const name = place.name.replaceAll('_', ' ');
      return /^\d+$/.test(place.name) ? t`In place of ${sign}` : t`In place of “${name}”`;
    }
    case 'header': {
      const sign = `{{${place.name}}}`;
      return t`In the heading, in place of ${sign}`;
    }
    case 'image':
      return t`Picture at its head`;
    case 'video':
      return t`Video at its head`;
    case 'document':
      return t`Document at its head`;
    case 'filename':
      return t`Name of the document (optional)`;
    case 'location':
      return {
        latitude: t`Latitude of the place on the map`,
        longitude: t`Longitude of the place on the map`,
        name: t`Name of the place`,
        address: t`Address of the place`,
      }[place.field];
    case 'suffix': {
      const { button } = place;
      return t`End of the address behind “${button}”`;
    }
    case 'code': {
      const { button } = place;
      return t`Code that “${button}” copies`;
    }
    case 'payload': {
      const { button } = place;
      return t`Sign that comes back with “${button}” (optional)`;
    }
  }
}

function usePlaceError(): (fault: PlaceFault) => string {
  const { t } = useLingui();
  const { exact } = useFormat();
  return (fault) => {
    if (fault.kind === 'empty') return t`This place is empty: give it a value.`;
    if (fault.kind === 'link') return t`This is no address of a file: begin it with https://.`;
    const most = exact(fault.most);
    if (fault.kind === 'degrees')
      return t`Give decimal degrees, from −${most} to ${most}, in the digits 0 to 9.`;
    return t`Too long: filled in it may have ${most} characters. Shorten it.`;
  };
}
