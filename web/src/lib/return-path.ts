/** A path of ours to go back to; anything that could lead to another site is dropped. */
export function returnPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value)) return undefined;
  const url = new URL(value, window.location.origin);
  if (url.origin !== window.location.origin || url.pathname === '/sign-in') return undefined;
  return url.pathname + url.search + url.hash;
}
