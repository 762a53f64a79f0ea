import { Trans, useLingui } from '@lingui/react/macro';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useErrorText } from '../../../lib/error-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { firstDesign } from './design.ts';
import type { useDesign } from './use-design.ts';

type Props = { editing: ReturnType<typeof useDesign>; onOpen: () => void };

/** Whether the campaign is an experiment: some get one version, some another, and the numbers say which did better. */
export function TestSwitch({ editing, onOpen }: Props) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const { design } = editing;
  const begin = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      await editing.start(firstDesign({ control: t`As it is`, other: t`Another way` }));
      onOpen();
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  const text = failed === undefined ? undefined : errorText(failed);
  return (
    <Card id="test" title={t`Test versions`}>
      <div className="grid gap-4">
        <Switch
          label={<Trans>Try two or more versions against each other</Trans>}
          hint={
            <Trans>
              Some people get version A, some version B. Sampark says which did better, and when you may
              believe it.
            </Trans>
          }
          checked={design !== undefined}
          disabled={busy || editing.query.isPending}
          onChange={(on) => (on ? void begin() : setAsked(true))}
        />
        {design && (
          <div>
            <Button icon={<FlaskConical className="size-4" aria-hidden />} onClick={onOpen}>
              <Trans>Set up the versions</Trans>
            </Button>
          </div>
        )}
        {text && (
          <p role="alert" className="rounded-md bg-danger-tint px-3 py-2 text-danger">
            <strong className="font-semibold">{text.title}.</strong> {text.remedy}
          </p>
        )}
      </div>
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t`Test no versions?`}
        consequences={[
          t`The versions and their words are deleted.`,
          t`Everybody gets what the campaign itself says.`,
        ]}
        action={t`Delete the versions`}
        danger
        onConfirm={editing.remove}
      />
    </Card>
  );
}
