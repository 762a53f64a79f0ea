import type { Channel } from '@sampark/contracts/domain.ts';
import { CircleAlert } from 'lucide-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { loadArea } from '../i18n/language.ts';
import type { Appended } from './opt-out-lines.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** `format: rich`: the text holds marks. Without it every sign is what it is, until it is changed here. */
export type MessageText = { text: string; format?: 'rich' };

export type MessageFieldProps = {
  id: string;
  label: string;
  value: MessageText;
  onChange: (value: MessageText) => void;
  /** Where this text goes: only what all of them show can be set, and each has a meter. */
  channels: readonly Channel[];
  /** Put under the text when it is sent, such as the line that says how to stop; counted along. */
  appended?: Appended | undefined;
  /** What a link of the text goes out as, where visits are counted: as long as each person’s own. */
  linksAs?: string | undefined;
  placeholder?: string;
  /** What it is written in: for fonts, spelling and screen readers, and the marks its lines get when they run another way. */
  lang?: string;
  /** Read, not written: no tools stand under it. */
  disabled?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
};

const MessageEditor = lazy(async () => {
  const [{ MessageEditor: loaded }] = await Promise.all([
    import('./message-editor.tsx'),
    loadArea('composer'),
  ]);
  return { default: loaded };
});

/** A message somebody writes: words, variables as chips, the formatting its channels show. Its tools load by themselves. */
export function MessageField(props: MessageFieldProps) {
  const { id, label, hint, error } = props;
  return (
    <div className="grid gap-1.5">
      <span id={`${id}-label`} className="font-medium">
        {label}
      </span>
      <Suspense fallback={<Skeleton className="h-48" />}>
        <MessageEditor {...props} />
      </Suspense>
      {hint && (
        <div id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {error}
        </p>
      )}
    </div>
  );
}
