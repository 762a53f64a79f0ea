// Table of contents: every route of the API, in the order a campaign meets them.
import type { AnyRoute } from './http/route.ts';

export const routes: AnyRoute[] = [];
