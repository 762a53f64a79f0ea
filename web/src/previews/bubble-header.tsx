import { useLingui } from '@lingui/react/macro';
import type { ShownHeader } from '@sampark/contracts/shown-message.ts';
import { Clapperboard, FileText, Image, MapPin, Paperclip } from 'lucide-react';
import { classNames } from '../ui/class-names.ts';

const icons = { image: Image, video: Clapperboard, document: FileText, location: MapPin, other: Paperclip };

/** What stands above a template's text. Pictures and files lie elsewhere and are not fetched: a place is kept for them. */
export function BubbleHeader({ header }: { header: ShownHeader }) {
  const { t } = useLingui();
  if (header.kind === 'text')
    return (
      <p
        dir="auto"
        data-part="header"
        className="mb-1 text-start font-bold [overflow-wrap:anywhere] [unicode-bidi:plaintext]"
      >
        {header.text}
      </p>
    );
  // Of what is not known here only that something stands there can be told.
  const words = { image: t`Picture`, video: t`Video`, document: t`Document`, location: t`Map`, other: '' };
  const Icon = icons[header.kind];
  const file = header.link === null ? '' : fileOf(header.link);
  const [place, address] = header.kind === 'location' ? (header.text ?? '').split('\n') : [];
  return (
    <div
      data-part="header"
      className={classNames(
        '-mx-2 -mt-1 mb-2 flex items-center gap-2 rounded-md bg-[#e4e6e8] px-3 text-sm text-[#414b51] dark:bg-[#111b21] dark:text-[#c3cacf]',
        header.kind === 'document' ? 'py-3' : 'min-h-28 min-w-52 flex-col justify-center py-4',
      )}
    >
      <Icon className={header.kind === 'document' ? 'size-5 shrink-0' : 'size-7'} aria-hidden />
      <span className="max-w-full min-w-0">
        <span
          dir={place ? 'auto' : undefined}
          className={classNames(
            'block [overflow-wrap:anywhere]',
            header.kind !== 'document' && 'text-center',
            place && 'font-medium',
          )}
        >
          {place || words[header.kind]}
        </span>
        {address && (
          <span dir="auto" className="block py-0.5 text-center text-xs [overflow-wrap:anywhere]">
            {address}
          </span>
        )}
        {file && (
          <bdi dir="ltr" className="block truncate py-0.5 text-xs">
            {file}
          </bdi>
        )}
      </span>
    </div>
  );
}

/** The last part of an address: what a file is called. */
function fileOf(link: string): string {
  return /[^/?#]+(?=\/?(?:[?#].*)?$)/.exec(link.replace(/^https?:\/\/[^/]*/, ''))?.[0] ?? '';
}
