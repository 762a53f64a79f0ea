import { Plus, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/filter-chip.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { Specimen } from './specimen.tsx';

const kinds: ButtonKind[] = ['primary', 'secondary', 'quiet', 'danger'];
const nothing = () => {};

export function ActionSpecimens() {
  const [tab, setTab] = useState('all');
  const [manyTab, setManyTab] = useState('third');
  const [channel, setChannel] = useState<'all' | 'signal'>('all');
  return (
    <>
      <Specimen name="Button">
        {kinds.map((kind) => (
          <div key={kind} className="grid justify-items-start gap-2">
            <Button kind={kind}>Save changes</Button>
            <Button kind={kind} icon={<Plus className="size-4" aria-hidden />}>
              Add a person
            </Button>
            <Button kind={kind} busy>
              Saving
            </Button>
            <Button kind={kind} disabled>
              Not now
            </Button>
          </div>
        ))}
        <Button kind="primary" large icon={<Send className="size-4" aria-hidden />}>
          Send to 1,204 people
        </Button>
      </Specimen>
      <Specimen name="Menu, Tooltip, KeyHint">
        <Menu trigger={<Button>More</Button>} heading={<p className="font-medium">Winter review</p>}>
          <MenuItem onClick={nothing}>Copy</MenuItem>
          <MenuItem icon={<Trash2 className="size-4" aria-hidden />} onClick={nothing}>
            Remove
          </MenuItem>
        </Menu>
        <Tooltip content="What it does, in one sentence">
          <Button>Rest on me</Button>
        </Tooltip>
        <KeyHint keys="g c" />
      </Specimen>
      <Specimen name="TabLinks">
        <TabLinks
          label="Kinds"
          items={[
            { value: 'all', label: 'All', count: '1,204' },
            { value: 'mine', label: 'Mine', count: '0' },
            { value: 'none', label: 'Nobody’s' },
          ]}
          value={tab}
          onChange={setTab}
        />
        <div className="w-56">
          <TabLinks
            label="More than fit"
            items={['First', 'Second', 'Third', 'Fourth', 'Fifth'].map((one) => ({
              value: one.toLowerCase(),
              label: one,
            }))}
            value={manyTab}
            onChange={setManyTab}
          />
        </div>
      </Specimen>
      <Specimen name="SearchField, Select, FilterChips, MoreButton">
        <SearchField label="Name or number" value="" onSearch={nothing} />
        <Select
          label="Channel"
          value={channel}
          items={[
            { value: 'all', label: 'Every channel' },
            { value: 'signal', label: 'Signal' },
          ]}
          onChange={setChannel}
        />
        <FilterChips
          chips={[
            { key: 'channel', label: 'Signal', onRemove: nothing },
            { key: 'country', label: 'Bangladesh', onRemove: nothing },
          ]}
          onClear={nothing}
        />
        <MoreButton query={{ hasNextPage: true, isFetchingNextPage: false, fetchNextPage: nothing }} />
        <MoreButton query={{ hasNextPage: true, isFetchingNextPage: true, fetchNextPage: nothing }} />
      </Specimen>
    </>
  );
}
