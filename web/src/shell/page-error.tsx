import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useState } from 'react';
import { ErrorState } from '../ui/error-state.tsx';

/** A page that could not open at all. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const [retrying, setRetrying] = useState(false);
  const retry = async () => {
    setRetrying(true);
    await router.invalidate();
    reset();
    setRetrying(false);
  };
  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh place-items-center outline-none">
      <ErrorState error={error} retrying={retrying} onRetry={() => void retry()} />
    </main>
  );
}
