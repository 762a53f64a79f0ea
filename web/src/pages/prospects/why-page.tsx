import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CircleHelp } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { api } from '../../api/client.ts';
import { channels } from '../../lib/channels.ts';
import { purposes } from '../../lib/purposes.ts';
import { useTitle } from '../../lib/use-title.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PersonField } from '../../ui/person-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { WhyAnswer } from './why-answer.tsx';

const route = getRouteApi('/app/why');

/** What would be decided about a message to one person at one time, asked of the decider that sends. */
export function WhyPage() {
  const { t, i18n } = useLingui();
  useTitle(t`Why / why not`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const put = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const { prospect, purpose = 'marketing', channel, at, whatsapp = 'template' } = search;
  const [typed, setText] = useState('');
  const text = useDeferredValue(typed.trim());
  const asked = useQuery({
    queryKey: ['why', prospect, purpose, channel, at, whatsapp, text],
    queryFn: ({ signal }) =>
      api('POST /api/v1/prospects/{id}/why', {
        path: { id: prospect ?? '' },
        body: {
          purpose,
          whatsapp,
          ...(channel && { channel }),
          ...(at && { at: new Date(at).toISOString() }),
          ...(text && { text }),
        },
        signal,
      }),
    enabled: prospect !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <div className="mx-auto grid w-full max-w-[860px] gap-5">
      <PageHeader title={<Trans>Why / why not</Trans>} />
      <Card
        id="ask"
        title={t`What would happen`}
        note={t`The decision that sending would make, with what it rests on. Nothing is sent.`}
      >
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <PersonField label={t`Person`} shown={prospect} onPick={(id) => put({ prospect: id })} />
          <SelectField
            id="why-purpose"
            label={t`Purpose`}
            value={purpose}
            items={purposes.map((value) => ({ value, label: i18n._(purposeNames[value]) }))}
            onChange={(next) => put({ purpose: next })}
          />
          <SelectField
            id="why-channel"
            label={t`Channel`}
            value={channel ?? 'all'}
            items={[
              { value: 'all', label: t`All channels` },
              ...channels.map((value) => ({ value, label: channelNames[value] })),
            ]}
            onChange={(next) => put({ channel: next === 'all' ? undefined : next })}
          />
          <TextField
            id="why-at"
            name="at"
            type="datetime-local"
            label={t`When`}
            hint={t`Your own time; empty means now.`}
            autoComplete="off"
            value={at ?? ''}
            onChange={(next) => put({ at: next || undefined })}
          />
          {(channel === undefined || channel === 'whatsapp') && (
            <SelectField
              id="why-whatsapp"
              label={t`On WhatsApp`}
              value={whatsapp}
              items={[
                { value: 'template', label: t`An approved template` },
                { value: 'text', label: t`Text in one’s own words` },
              ]}
              onChange={(next) => put({ whatsapp: next })}
            />
          )}
          <div className="sm:col-span-2">
            <TextArea
              id="why-text"
              label={t`Text for the compliance rules, if you like`}
              rows={2}
              value={typed}
              onChange={setText}
            />
          </div>
        </div>
      </Card>
      {prospect === undefined ? (
        <EmptyState icon={CircleHelp} title={<Trans>Choose a person</Trans>}>
          <Trans>Then each channel says whether a message would go, and why.</Trans>
        </EmptyState>
      ) : asked.data ? (
        <WhyAnswer why={asked.data} />
      ) : asked.isError ? (
        <ErrorState error={asked.error} retrying={asked.isFetching} onRetry={() => void asked.refetch()} />
      ) : (
        <Skeleton className="h-80" />
      )}
    </div>
  );
}
