import type { ReactNode } from 'react';
import { Appearance } from './appearance.tsx';
import { SkipLink } from './skip-link.tsx';
import { Wordmark } from './wordmark.tsx';

/** The frame of pages for people who are not signed in: one narrow column. */
export function OutsideShell(props: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex min-h-14 items-center justify-between gap-3 px-4 sm:px-6">
        <Wordmark />
        <div className="flex items-center gap-1">
          <Appearance />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="grid flex-1 place-items-center px-4 pt-4 pb-16 outline-none">
        <div className="w-full max-w-[400px]">{props.children}</div>
      </main>
    </div>
  );
}
