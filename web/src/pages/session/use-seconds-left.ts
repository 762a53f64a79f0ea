import { useEffect, useState } from 'react';

/** Counts `seconds` down from the moment `attempt` changes or the seconds arrive. */
export function useSecondsLeft(seconds: number | undefined, attempt: number): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (seconds === undefined) {
      setLeft(0);
      return;
    }
    const end = Date.now() + seconds * 1000;
    const look = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    look();
    const timer = window.setInterval(look, 250);
    return () => window.clearInterval(timer);
  }, [seconds, attempt]);
  return left;
}
