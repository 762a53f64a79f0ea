/** A text with what a rule found in it; marked by more than colour. */
export function MarkedText({ text, marks }: { text: string; marks: readonly (readonly number[])[] }) {
  const parts: { text: string; found: boolean; at: number }[] = [];
  let end = 0;
  for (const [from = 0, to = 0] of marks) {
    if (from > end) parts.push({ text: text.slice(end, from), found: false, at: end });
    parts.push({ text: text.slice(from, to), found: true, at: from });
    end = to;
  }
  parts.push({ text: text.slice(end), found: false, at: end });
  return (
    <span dir="auto" className="break-words whitespace-pre-line">
      {parts.map((part) =>
        part.found ? (
          <mark
            key={part.at}
            className="rounded-sm bg-warn-tint px-0.5 font-semibold text-warn underline decoration-warn decoration-2 underline-offset-2"
          >
            {part.text}
          </mark>
        ) : (
          <span key={part.at}>{part.text}</span>
        ),
      )}
    </span>
  );
}
