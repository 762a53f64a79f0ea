import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { campaignWords } from '../../lib/words.ts';
import { Bubble } from '../../previews/bubble.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { languageName } from './family-row.tsx';
import type { TemplateDetail } from './template.ts';
import { qualityWords, rejectionWords, templateWords } from './template-words.ts';

/** One language of a template beside the list: how it stands, what to do, how it looks, who writes with it. */
export function TemplateSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui();
  const { language } = useRegionNames();
  const query = useQuery({
    queryKey: ['templates', 'one', id],
    queryFn: ({ signal }) => api('GET /api/v1/templates/{id}', { path: { id }, signal }),
  });
  const found = query.data;
  return (
    <Dialog
      open
      side
      onClose={onClose}
      title={found ? found.name.replaceAll('_', ' ') : t`Template`}
      description={found && languageName(found.language, language)}
    >
      {query.isError && (
        <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
      )}
      {!found && !query.isError && <Skeleton className="h-64" />}
      {found && <Detail found={found} />}
    </Dialog>
  );
}

function Detail({ found }: { found: TemplateDetail }) {
  const { t, i18n } = useLingui();
  const { language } = useRegionNames();
  const words = templateWords(found.status, found.removed_at !== null);
  const quality = found.quality === null ? undefined : qualityWords[found.quality];
  const rejected = found.rejected_reason === null ? undefined : rejectionWords[found.rejected_reason];
  const { shown } = found.sample;
  return (
    <div className="grid gap-5">
      <Notice icon={words.icon} tone={words.tone} title={`${i18n._(words.word)}.`}>
        {i18n._(words.meaning)} {rejected && i18n._(rejected)} {i18n._(words.todo)}
      </Notice>
      {quality && (
        <p>
          <Badge tone={quality.tone}>{i18n._(quality.word)}</Badge>
        </p>
      )}
      <Part title={t`How it looks`} note={t`Filled with the samples WhatsApp was shown for its approval.`}>
        <Bubble channel="whatsapp" message={{ ...shown, text: shown.body, styles: [], html: false }} />
      </Part>
      {found.languages.length > 1 && (
        <Part title={t`In other languages`}>
          <ul className="flex flex-wrap gap-1.5">
            {found.languages
              .filter((one) => one.id !== found.id)
              .map((one) => {
                const state = templateWords(one.status);
                return (
                  <li key={one.id}>
                    <Link
                      to="/templates"
                      search={(before) => ({ ...before, open: one.id })}
                      className="inline-flex min-h-8 items-center gap-1.5 rounded-md border border-line px-2.5 text-sm hover:border-control pointer-coarse:min-h-11"
                    >
                      <span className="font-medium">{languageName(one.language, language)}</span>
                      <span className="text-muted">{i18n._(state.word)}</span>
                    </Link>
                  </li>
                );
              })}
          </ul>
        </Part>
      )}
      <Part title={t`Used by`}>
        {found.campaigns.length + found.profiles.length === 0 ? (
          <p className="text-muted">
            <Trans>Nothing of yours writes with it.</Trans>
          </p>
        ) : (
          <ul className="grid gap-0.5">
            {found.campaigns.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-3">
                <Link
                  to="/campaigns/$id"
                  params={{ id: one.id }}
                  className="inline-flex min-h-8 min-w-0 items-center underline underline-offset-2"
                >
                  {one.name}
                </Link>
                <span className="text-sm text-muted">{i18n._(campaignWords[one.status].word)}</span>
              </li>
            ))}
            {found.profiles.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-3">
                <Link
                  to="/profiles/$id"
                  params={{ id: one.id }}
                  className="inline-flex min-h-8 min-w-0 items-center underline underline-offset-2"
                >
                  {one.name}
                </Link>
                <span className="text-sm text-muted">
                  <Trans>Profile</Trans>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Part>
    </div>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <div>
        <h3 className="font-semibold">{title}</h3>
        {note && <p className="text-sm text-muted">{note}</p>}
      </div>
      {children}
    </section>
  );
}
