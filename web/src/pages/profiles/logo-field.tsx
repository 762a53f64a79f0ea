import { logoLimits } from '@sampark/contracts/profiles.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, ImageUp, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { pictureTypes, refusedUnseen, uploadLogo } from './upload-logo.ts';
import { useLogo, type Place, type Profile } from './use-profiles.ts';

type Props = {
  place: Place;
  label: string;
  /** Undefined: a profile that is not made yet has nowhere to keep one. */
  stored: Profile | undefined;
  hash: string | undefined;
  disabled: boolean;
  onUploaded: (profile: Profile) => void;
  onRemove: () => void;
};

/** A picture chosen or dropped, sent at once with its progress, refused with the reason. */
export function LogoField({ place, label, stored, hash, disabled, onUploaded, onRemove }: Props) {
  const { t } = useLingui();
  const { exact, percent } = useFormat();
  const errorText = useErrorText();
  const chooser = useRef<HTMLInputElement>(null);
  const picture = useLogo(stored?.id ?? '', place, hash);
  const [share, setShare] = useState<number>();
  const [refusal, setRefusal] = useState<string>();
  const [over, setOver] = useState(false);
  const kilobytes = exact(logoLimits.bytes / 1024);
  const off = disabled || !stored || share !== undefined;
  const send = async (file: File | undefined) => {
    if (!file || !stored || off) return;
    const unseen = refusedUnseen(file);
    const size = exact(Math.ceil(file.size / 1024));
    if (unseen) {
      const name = file.name;
      setRefusal(
        {
          empty: t`“${name}” is empty.`,
          'too-large': t`“${name}” has ${size} kB; at most ${kilobytes} kB are taken. Save it smaller.`,
          'no-picture': t`“${name}” is no PNG, JPEG or WebP. Save it as one of these.`,
        }[unseen],
      );
      return;
    }
    setRefusal(undefined);
    setShare(0);
    try {
      onUploaded(await uploadLogo(stored.id, place, file, setShare));
      showToast(t`The logo is kept`);
    } catch (error) {
      const text = errorText(error);
      setRefusal(`${text.title}. ${text.remedy}`);
    } finally {
      setShare(undefined);
    }
  };
  return (
    <div
      role="group"
      aria-label={label}
      className={`grid gap-2 rounded-md border border-dashed p-3 ${over ? 'border-accent bg-accent-tint' : 'border-control'}`}
      onDragOver={(event) => {
        if (off) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void send(event.dataTransfer.files[0]);
      }}
    >
      <div className="flex items-center gap-3">
        <span
          className={`grid size-14 shrink-0 place-items-center overflow-hidden rounded-md border border-line ${place === 'dark' ? 'bg-[#171412] text-[#b8b2ac]' : 'bg-[#fff] text-[#57534e]'}`}
        >
          {picture ? (
            <img src={picture} alt={label} className="size-full object-contain" />
          ) : (
            <ImageUp className="size-5" aria-hidden />
          )}
        </span>
        <div className="grid min-w-0 flex-1 gap-1.5">
          <span className="font-medium">{label}</span>
          <div className="flex flex-wrap gap-2">
            <Button busy={share !== undefined} disabled={off} onClick={() => chooser.current?.click()}>
              {hash ? <Trans>Choose another</Trans> : <Trans>Choose a picture</Trans>}
            </Button>
            {hash && !disabled && (
              <Button kind="quiet" icon={<Trash2 className="size-4" aria-hidden />} onClick={onRemove}>
                <Trans>Take off</Trans>
              </Button>
            )}
          </div>
          <input
            ref={chooser}
            type="file"
            accept={pictureTypes.join(',')}
            aria-label={label}
            tabIndex={-1}
            disabled={off}
            className="sr-only"
            onChange={(event) => {
              void send(event.currentTarget.files?.[0]);
              // The same file again is a new try.
              event.currentTarget.value = '';
            }}
          />
        </div>
      </div>
      {share !== undefined && (
        <ProgressBar
          label={t`Uploading`}
          text={percent(share, 1)}
          whole={1}
          parts={[{ key: 'sent', value: share, className: 'bg-accent' }]}
        />
      )}
      {refusal && (
        <p role="alert" className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          <span className="min-w-0 [overflow-wrap:anywhere]">{refusal}</span>
        </p>
      )}
    </div>
  );
}
