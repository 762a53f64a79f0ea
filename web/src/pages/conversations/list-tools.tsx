import { useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';

type Props = {
  q: string | undefined;
  channel: Channel | undefined;
  onChange: (change: { q?: string | undefined; channel?: Channel | undefined }) => void;
};

export function ListTools({ q, channel, onChange }: Props) {
  const { t } = useLingui();
  return (
    <div className="flex min-w-0 items-center gap-1">
      <SearchField
        label={t`Person’s name`}
        value={q ?? ''}
        onSearch={(next) => onChange({ q: next || undefined })}
      />
      <Select<string>
        label={t`Channel`}
        value={channel ?? 'all'}
        items={[
          { value: 'all', label: t`All` },
          ...channels.map((value) => ({ value: value as string, label: channelNames[value] })),
        ]}
        onChange={(value) => onChange({ channel: channels.find((one) => one === value) })}
      />
    </div>
  );
}
