import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Braces, FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { download } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { usePersonName } from './person-name.ts';
import type { Person } from './person.ts';

/** For a person who asks what is kept about them: all of it, to hand over. */
export function CopyCard({ person }: { person: Person }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const name = usePersonName()(person);
  const save = useMutation({
    mutationFn: (format: 'json' | 'html') =>
      download(
        'GET /api/v1/prospects/{id}/copy',
        { path: { id: person.id }, query: { format } },
        `${name}.${format}`,
      ),
    onSuccess: () => showToast(t`Saved. The audit trail says that you took it.`),
  });
  const button = (format: 'json' | 'html', icon: ReactNode, text: ReactNode) => (
    <Button
      icon={icon}
      busy={save.isPending && save.variables === format}
      onClick={() => {
        if (!save.isPending) save.mutate(format);
      }}
    >
      {text}
    </Button>
  );
  return (
    <Card id="copy" title={t`What we keep about them`}>
      {save.error && (
        <div className="mb-3">
          <ErrorSummary key={save.failureCount} title={errorText(save.error).title}>
            {errorText(save.error).remedy}
          </ErrorSummary>
        </div>
      )}
      <p className="mb-3 text-sm text-muted">
        <Trans>
          Everyone may ask what is kept about them. This is all of it: details, consents, messages both ways
          with why each was sent, and the history.
        </Trans>
      </p>
      <div className="flex flex-wrap gap-2">
        {button('html', <FileText className="size-4" aria-hidden />, <Trans>A page to read</Trans>)}
        {button('json', <Braces className="size-4" aria-hidden />, <Trans>A file for machines</Trans>)}
      </div>
    </Card>
  );
}
