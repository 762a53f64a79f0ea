import { Combobox } from '@base-ui/react/combobox';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Item } from '../api/client.ts';

type Person = Item<'GET /api/v1/prospects'>;

const fits = ({ name, phone_number }: Person, text: string) =>
  [name, phone_number].some((value) => value?.toLowerCase().includes(text.toLowerCase()));

/** Chooses for whom the preview is filled in; the first of the audience when nobody was chosen. */
export function PersonField(props: {
  label: string;
  shown?: string | undefined;
  onPick: (id: string | undefined) => void;
}) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<Person | null>(null);
  const answer = useQuery({
    queryKey: ['person-picker', text],
    queryFn: ({ signal }) =>
      api('GET /api/v1/prospects', { query: { q: text || undefined, limit: 8 }, signal }),
    placeholderData: keepPreviousData,
  });
  // Until the answer is there, those of the last one who fit: a list that waits with changing until somebody points at it
  // would let the choice slip away.
  const found = answer.data?.items.filter((one) => !answer.isPlaceholderData || fits(one, text));
  const shown = useQuery({
    queryKey: ['person', props.shown],
    queryFn: ({ signal }) => api('GET /api/v1/prospects/{id}', { path: { id: props.shown ?? '' }, signal }),
    enabled: props.shown !== undefined && picked === null,
  }).data;
  const nameOf = (one: Pick<Person, 'name' | 'phone_number'>) =>
    one.name ?? one.phone_number ?? t`Unnamed person`;
  return (
    <Combobox.Root
      items={found ?? []}
      filter={null}
      value={picked}
      itemToStringLabel={nameOf}
      isItemEqualToValue={(a: Person, b: Person) => a.id === b.id}
      onValueChange={(person) => {
        setPicked(person);
        props.onPick(person?.id);
      }}
      onInputValueChange={(value, details) => {
        if (details.reason === 'input-change') setText(value.trim());
      }}
    >
      <label className="grid gap-1.5">
        <span className="text-sm font-medium">{props.label}</span>
        <Combobox.Input
          placeholder={shown ? nameOf(shown) : t`Search a person`}
          className="block min-h-11 w-full rounded-md border border-control bg-surface px-3 text-lg placeholder:text-muted focus-visible:outline-offset-0 sm:min-h-9 sm:text-base"
        />
      </label>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} collisionPadding={8} className="z-50">
          <Combobox.Popup className="popup max-h-80 w-(--anchor-width) min-w-64 overflow-y-auto p-1">
            <Combobox.Empty className="px-2.5 py-3 text-sm text-muted empty:hidden">
              <Trans>Nobody is called that.</Trans>
            </Combobox.Empty>
            <Combobox.List>
              {(person: Person) => (
                <Combobox.Item
                  key={person.id}
                  value={person}
                  className="flex min-h-9 items-center justify-between gap-4 rounded-md px-2.5 select-none data-highlighted:bg-raised pointer-coarse:min-h-11"
                >
                  <span className="truncate py-0.5">{nameOf(person)}</span>
                  <span className="tabular shrink-0 text-sm text-muted">{person.phone_number}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
