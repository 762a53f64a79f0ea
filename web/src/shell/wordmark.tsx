/** The name with its mark: two links that hold each other. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-semibold">
      <svg viewBox="0 0 32 32" className="size-7" aria-hidden>
        <rect width="32" height="32" rx="8" fill="#0f6e5c" />
        <path
          d="M9 20.5a4.5 4.5 0 0 1 0-9h3.5M23 11.5a4.5 4.5 0 0 1 0 9h-3.5M11.5 16h9"
          fill="none"
          stroke="#fff"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
      </svg>
      <span lang="en">Sampark</span>
    </span>
  );
}
