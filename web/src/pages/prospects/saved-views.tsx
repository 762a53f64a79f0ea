import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { api, type Answer } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { usePersonError } from './person-errors.ts';

type Views = Answer<'GET /api/v1/me/saved-views'>['views'];
type Props = {
  filters: Record<string, string | number | undefined>;
  onShow: (query: Record<string, never>) => void;
};

const queryKey = ['saved-views', 'prospects'];

/** Named filters of this user as tabs; "All" is always the first. */
export function SavedViews({ filters, onShow }: Props) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [naming, setNaming] = useState(false);
  const known = useQuery({
    queryKey,
    queryFn: ({ signal }) => api('GET /api/v1/me/saved-views', { query: { list: 'prospects' }, signal }),
  }).data?.views;
  const views = known ?? [];
  const save = useMutation({
    mutationFn: (next: Views) =>
      api('PUT /api/v1/me/saved-views', { body: { list: 'prospects', views: next } }),
    onSuccess: (answer) => queries.setQueryData(queryKey, answer),
  });
  const present = asQuery(filters);
  const shown = views.find((view) => same(view.query, present));
  const plain = Object.keys(present).length === 0;
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1">
        <TabLinks
          label={t`Saved views`}
          items={[
            { value: '', label: t`All` },
            ...views.map((view) => ({ value: view.name, label: view.name })),
            ...(plain || shown ? [] : [{ value: '…', label: t`Not saved` }]),
          ]}
          value={plain ? '' : (shown?.name ?? '…')}
          onChange={(name) => {
            const view = views.find((one) => one.name === name);
            if (view || name === '') onShow((view?.query ?? {}) as Record<string, never>);
          }}
        />
      </div>
      {shown && (
        <Button
          kind="quiet"
          icon={<Trash2 className="size-4" aria-hidden />}
          busy={save.isPending}
          onClick={() => {
            const before = views;
            save.mutate(
              views.filter((one) => one !== shown),
              {
                onSuccess: () =>
                  showToast(t`View removed`, { label: t`Undo`, onClick: () => save.mutate(before) }),
              },
            );
          }}
        >
          <Trans>Remove this view</Trans>
        </Button>
      )}
      {/* All views are written at once: before they are known, saving one would forget the others. */}
      {known && !plain && !shown && (
        <Button
          kind="quiet"
          icon={<Bookmark className="size-4" aria-hidden />}
          onClick={() => setNaming(true)}
        >
          <Trans>Save as a view</Trans>
        </Button>
      )}
      {naming && (
        <NameDialog
          onClose={() => setNaming(false)}
          taken={(name) => views.some((one) => one.name.toLocaleLowerCase() === name.toLocaleLowerCase())}
          onSave={(name) => save.mutateAsync([...views, { name, query: present }])}
        />
      )}
    </div>
  );
}

type NameProps = {
  onClose: () => void;
  taken: (name: string) => boolean;
  onSave: (name: string) => Promise<unknown>;
};

function NameDialog(props: NameProps) {
  const { t } = useLingui();
  const id = useId();
  const errorText = usePersonError();
  const [name, setName] = useState('');
  const taken = props.taken(name.trim());
  const save = useMutation({ mutationFn: () => props.onSave(name.trim()), onSuccess: props.onClose });
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t`Save these filters as a view`}
      footer={
        <Button kind="primary" type="submit" form={id} busy={save.isPending} disabled={!name.trim() || taken}>
          <Trans>Save view</Trans>
        </Button>
      }
    >
      <form
        id={id}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && !taken && !save.isPending) save.mutate();
        }}
      >
        {save.error && (
          <ErrorSummary title={errorText(save.error).title}>{errorText(save.error).remedy}</ErrorSummary>
        )}
        <TextField
          id={`${id}-name`}
          name="name"
          label={t`Name`}
          hint={t`Only you see it.`}
          error={taken ? t`Another view of yours has this name.` : undefined}
          autoComplete="off"
          value={name}
          onChange={setName}
        />
      </form>
    </Dialog>
  );
}

function asQuery(filters: Props['filters']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}

function same(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
