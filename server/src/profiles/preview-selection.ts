// Which of its profiles each person of a campaign's audience fits best now, counted over the whole audience in short statements,
// and said in full for its first people.
import type { ProfilePreview } from '@sampark/contracts/profile-selection.ts';
import type { Audience } from '../campaigns/audience.ts';
import { peoplePage, type PeoplePage, type ReadyPerson } from '../choices/people-page.ts';
import type { Runtime } from '../runtime.ts';
import { campaignProfiles, type CampaignProfile } from './campaign-profiles.ts';
import { selectProfile, type Selection } from './select.ts';

const shown = 50;

/** `most`: people a statement; `patienceMs`: after that the counts so far are the answer, and it says so. */
export async function previewSelection(
  rt: Runtime,
  campaign: Audience,
  { most = 5_000, patienceMs = 5_000 } = {},
): Promise<ProfilePreview> {
  const profiles = await campaignProfiles(rt.db, campaign.id);
  const counts = new Map<string | null, { people: number; by_default: number }>();
  const people: ProfilePreview['people'] = [];
  const until = rt.clock.now().getTime() + patienceMs;
  let after: string | null = null;
  let checked = 0;
  for (;;) {
    const page: PeoplePage = await peoplePage(rt.db, campaign, after, most, rt.clock.now());
    for (const person of page.people) {
      const selection = selectProfile(profiles, person);
      const key = selection?.profile_id ?? null;
      const count = counts.get(key) ?? { people: 0, by_default: 0 };
      count.people++;
      if (selection?.by_default) count.by_default++;
      counts.set(key, count);
      if (people.length < shown) people.push(inWords(person, selection, profiles));
    }
    checked += page.people.length;
    after = page.last;
    if (page.seen < most) return { checked, complete: true, counts: inOrder(counts, profiles), people };
    if (rt.clock.now().getTime() >= until)
      return { checked, complete: false, counts: inOrder(counts, profiles), people };
  }
}

function inWords(
  person: ReadyPerson,
  selection: Selection | undefined,
  profiles: readonly CampaignProfile[],
): ProfilePreview['people'][number] {
  return {
    prospect_id: person.id,
    name: person.name,
    profile_id: selection?.profile_id ?? null,
    profile_name: profiles.find((one) => one.id === selection?.profile_id)?.name ?? null,
    score: selection?.score ?? 0,
    by_default: selection?.by_default ?? false,
    reasons: selection?.reasons ?? [],
  };
}

/** Every profile of the campaign, those nobody gets too; last, for whom there is none. */
function inOrder(
  counts: ReadonlyMap<string | null, { people: number; by_default: number }>,
  profiles: readonly CampaignProfile[],
): ProfilePreview['counts'] {
  const none = { people: 0, by_default: 0 };
  const own = counts.get(null);
  return [
    ...profiles.map(({ id, name, version }) => ({
      ...{ profile_id: id, name, version },
      ...(counts.get(id) ?? none),
    })),
    ...(own ? [{ profile_id: null, name: null, version: null, ...own }] : []),
  ];
}
