import { useEffect } from 'react';

/** The tab's title: the page first, so that many tabs stay tellable apart. */
export function useTitle(page: string): void {
  useEffect(() => {
    document.title = `${page} · Sampark`;
  }, [page]);
}
