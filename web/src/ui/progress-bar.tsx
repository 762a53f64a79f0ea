export type ProgressPart = { key: string; value: number; className: string };

/** One bar of a whole; parts are drawn side by side. Its numbers are written out beside it. */
export function ProgressBar(props: { label: string; text: string; whole: number; parts: ProgressPart[] }) {
  const done = props.parts.reduce((sum, part) => sum + part.value, 0);
  const width = (value: number) =>
    props.whole === 0 ? 0 : Math.min(100, (value / Math.max(props.whole, done)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(width(done))}
      aria-valuetext={props.text}
      className="flex h-2 gap-px overflow-hidden rounded-full bg-raised"
    >
      {props.parts.map(
        (part) =>
          part.value > 0 && (
            <span key={part.key} className={part.className} style={{ inlineSize: `${width(part.value)}%` }} />
          ),
      )}
    </div>
  );
}
