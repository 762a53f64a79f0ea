import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, QrCode, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { api } from '../../api/client.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CopyText, ErrorState } from '../../ui/error-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ActionError } from './action-error.tsx';
import { OptInDialog, optInKey, type OptInPage } from './opt-in-dialog.tsx';

/** Pages on which people agree by themselves: link, QR code, keyword. */
export function OptInSection({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useLingui();
  const [making, setMaking] = useState(false);
  const asked = useQuery({
    queryKey: optInKey,
    queryFn: ({ signal }) => api('GET /api/v1/opt-in-pages', { signal }),
  });
  const pages = asked.data?.items;
  return (
    <Card
      id="opt-in"
      title={t`Opt-in pages`}
      note={t`Where people agree by themselves. It counts when they send the confirming message from their own phone.`}
      actions={
        mayWrite && (
          <Button icon={<Plus className="size-4" aria-hidden />} onClick={() => setMaking(true)}>
            <Trans>Make a page</Trans>
          </Button>
        )
      }
    >
      {pages?.length === 0 ? (
        <EmptyState icon={QrCode} title={<Trans>There is no opt-in page yet</Trans>}>
          <Trans>Put its link on your website, or its QR code on a poster.</Trans>
        </EmptyState>
      ) : pages ? (
        <ul className="divide-y divide-line">
          {pages.map((page) => (
            <PageRow key={page.id} page={page} mayWrite={mayWrite} />
          ))}
        </ul>
      ) : asked.isError ? (
        <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <Skeleton className="h-40" />
      )}
      {making && <OptInDialog onClose={() => setMaking(false)} />}
    </Card>
  );
}

function PageRow({ page, mayWrite }: { page: OptInPage; mayWrite: boolean }) {
  const { t, i18n } = useLingui();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'link' | 'edit' | 'close'>();
  const shut = () => setOpen(undefined);
  const setActive = useMutation({
    mutationFn: (active: boolean) =>
      authorised(`/api/v1/opt-in-pages/${page.id}`, {
        method: 'PATCH',
        headers: { 'if-match': `"${Date.parse(page.updated_at)}"` },
        body: { active },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: optInKey }),
  });
  const offers = page.offers.map((offer) => {
    const [channel, purpose] = offer.split(':') as [keyof typeof channelNames, keyof typeof purposeNames];
    return `${channelNames[channel]} (${i18n._(purposeNames[purpose])})`;
  });
  const { confirmed, keyword } = page;
  return (
    <li className="grid gap-2 py-3 first:pt-0">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 gap-0.5">
          <h3 className="flex flex-wrap items-center gap-2 font-medium">
            {page.name}
            {!page.active && (
              <Badge>
                <Trans>Closed</Trans>
              </Badge>
            )}
          </h3>
          <p className="text-sm text-muted">{offers.join(', ')}</p>
          <p className="text-sm text-muted">
            {keyword ? t`Keyword: ${keyword}` : t`No keyword`} · {t`Confirmed: ${confirmed}`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {page.active && (
            <Button onClick={() => setOpen('link')} icon={<QrCode className="size-4" aria-hidden />}>
              <Trans>Link and QR code</Trans>
              <span className="sr-only"> {page.name}</span>
            </Button>
          )}
          {mayWrite && page.active && (
            <Button onClick={() => setOpen('edit')}>
              <Trans>Edit</Trans>
              <span className="sr-only"> {page.name}</span>
            </Button>
          )}
          {mayWrite && (
            <Button
              busy={setActive.isPending}
              onClick={() => (page.active ? setOpen('close') : setActive.mutate(true))}
            >
              {page.active ? <Trans>Close page</Trans> : <Trans>Open again</Trans>}
              <span className="sr-only"> {page.name}</span>
            </Button>
          )}
        </div>
      </div>
      {page.active && !page.usable && (
        <Notice icon={TriangleAlert} tone="warn" title={t`Nobody can use this page yet.`}>
          <Trans>Connect a sender on one of its channels whose public number or name is known.</Trans>
        </Notice>
      )}
      <ActionError error={setActive.error} />
      {open === 'link' && <LinkDialog page={page} onClose={shut} />}
      {open === 'edit' && <OptInDialog page={page} onClose={shut} />}
      <ConfirmDialog
        open={open === 'close'}
        onClose={shut}
        title={t`Close this page?`}
        action={t`Close page`}
        consequences={[
          t`Its link, QR code and keyword stop working at once.`,
          t`What people agreed to on it stays.`,
        ]}
        onConfirm={async () => {
          await setActive.mutateAsync(false);
        }}
      />
    </li>
  );
}

function LinkDialog({ page, onClose }: { page: OptInPage; onClose: () => void }) {
  const { t } = useLingui();
  const picture = `${new URL(page.url).pathname}/qr.svg`;
  return (
    <Dialog open onClose={onClose} title={t`Link and QR code`} description={page.name}>
      <div className="grid justify-items-center gap-3">
        <img src={picture} alt={t`QR code of the page`} className="size-56 bg-[#fff]" />
        <CopyText label={t`Link`} text={page.url} />
        <a className="text-accent underline" href={picture} download={`${page.name}.svg`}>
          <Trans>Download the QR code</Trans>
        </a>
      </div>
    </Dialog>
  );
}
