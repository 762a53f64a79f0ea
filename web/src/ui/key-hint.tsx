/** Keys as they are written on the keyboard. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className="inline-grid min-h-5 min-w-5 place-items-center rounded-sm border border-line bg-raised px-1 font-mono text-xs text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
