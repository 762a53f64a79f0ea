// The place on a map that a template may begin with, and what the platform takes of it: degrees as a map writes them, and
// words for both lines under it. It is given when the message is sent; a template keeps none. Pure.
import type { TemplateHeader } from './channel-content.ts';

export type TemplateLocation = Extract<TemplateHeader, { kind: 'location' }>;
export const locationFields = ['latitude', 'longitude', 'name', 'address'] as const;
export type LocationField = (typeof locationFields)[number];

/** Degrees from the equator, and from Greenwich. */
export const farthest = { latitude: 90, longitude: 180 } as const;

/** Plain digits with at most one point: 23.7806, not 23°46′. */
export function isCoordinate(of: 'latitude' | 'longitude', text: string): boolean {
  return /^[+-]?\d{1,3}(?:\.\d{1,20})?$/.test(text.trim()) && Math.abs(Number(text)) <= farthest[of];
}
