import { Trans, useLingui } from '@lingui/react/macro';
import { Archive } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Request } from './request.ts';

/** What erasure cannot do yet, with the date and the law. */
export function KeptNotice({ kept }: { kept: NonNullable<Request['kept']> }) {
  const { t } = useLingui();
  const { longDate, tag } = useFormat();
  const until = kept.until && longDate(new Date(kept.until));
  const because = new Intl.ListFormat(tag).format(kept.because);
  return (
    <Notice
      icon={Archive}
      tone="warn"
      title={
        until
          ? t`Records of this person have to be kept until ${until}.`
          : t`Records of this person are on legal hold.`
      }
    >
      <Trans>
        Their details go at once; the messages and decisions can be read until then, and no longer.
      </Trans>{' '}
      <span dir="auto">{because}</span>
    </Notice>
  );
}
