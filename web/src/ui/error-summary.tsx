import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';

export type SummaryItem = { fieldId: string; text: string };

/** Everything that keeps a form from going through, focused when it appears, each line a link to its field. */
export function ErrorSummary(props: { title: string; items?: SummaryItem[]; children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="flex gap-2.5 rounded-md border border-danger bg-danger-tint p-3 text-danger"
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="grid min-w-0 gap-1">
        <p className="font-semibold">{props.title}</p>
        {props.children && <div className="text-text">{props.children}</div>}
        {props.items?.map((item) => (
          <a
            key={item.fieldId}
            href={`#${item.fieldId}`}
            className="inline-flex min-h-6 items-center justify-self-start underline underline-offset-2"
            onClick={(event) => {
              event.preventDefault();
              document.getElementById(item.fieldId)?.focus();
            }}
          >
            {item.text}
          </a>
        ))}
      </div>
    </div>
  );
}
