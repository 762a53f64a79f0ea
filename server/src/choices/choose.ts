// What one person of a campaign is sent: chosen once, when their message is made, and kept with it. Pure.
import { selectProfile, type PersonToSelect } from '../profiles/select.ts';
import type { Chosen, Written } from './choices.ts';

/** For a campaign and each of its people in turn. */
export function chooser(
  campaign: Pick<Written, 'engagement_profile_id' | 'choices'>,
): (person: PersonToSelect & { id: string }) => Chosen {
  const { engagement_profile_id, choices } = campaign;
  if (!choices) return () => ({ engagement_profile_id });
  const profiles = [...choices.profiles.values()];
  return (person) => ({ engagement_profile_id: selectProfile(profiles, person)?.profile_id ?? null });
}
