import { lazy, Suspense } from 'react';
import { useSession } from '../lib/use-session.ts';

const Window = lazy(async () => ({
  default: (await import('./session-ended-window.tsx')).SessionEndedWindow,
}));

/** Over the page somebody was working on when their session ended: what they typed waits below. */
export function SessionEnded() {
  const session = useSession();
  if (session.kind !== 'anonymous' || session.because !== 'ended') return null;
  return (
    // Until its code is here, nothing of the page may be read either.
    <Suspense fallback={<div className="fixed inset-0 z-[60] bg-canvas" />}>
      <Window user={session.user} />
    </Suspense>
  );
}
