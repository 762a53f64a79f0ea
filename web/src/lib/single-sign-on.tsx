// The parts of single sign-on that stand on other pages, with their words, loaded where there is a provider.
import { lazy } from 'react';
import { loadPage } from './load-page.ts';

async function load() {
  await loadPage('single-sign-on');
  const { SignOnButton, WindowButton } = await import('../pages/single-sign-on/parts.ts');
  return { SignOnButton, WindowButton };
}

export const SignOnButton = lazy(async () => ({ default: (await load()).SignOnButton }));
export const WindowButton = lazy(async () => ({ default: (await load()).WindowButton }));
