import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { Import } from './import-words.ts';

/** Takes the import back, after saying what that does. */
export function UndoButton({ item }: { item: Import }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const added = exact(item.rows_imported);
  const updated = exact(item.rows_updated);
  return (
    <>
      <Button icon={<Undo2 className="size-4" aria-hidden />} onClick={() => setAsking(true)}>
        <Trans>Undo this import</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        danger
        title={t`Undo this import?`}
        action={t`Undo import`}
        consequences={[
          <Plural
            key="added"
            value={item.rows_imported}
            one={`The ${added} person it added is removed, unless somebody wrote to them since.`}
            other={`The ${added} people it added are removed, unless somebody wrote to them since.`}
          />,
          <Plural
            key="updated"
            value={item.rows_updated}
            one={`The ${updated} it updated gets back what stood there before.`}
            other={`The ${updated} it updated get back what stood there before.`}
          />,
          <Trans key="consent">Consents from this file no longer count, from now on.</Trans>,
        ]}
        onConfirm={async () => {
          await api('POST /api/v1/imports/{id}/undo', { path: { id: item.id } });
          await queries.invalidateQueries({ queryKey: ['import', item.id] });
        }}
      />
    </>
  );
}
