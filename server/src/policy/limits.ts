// How many and when: caps and quiet hours of the workspace and of the person's country, the stricter of the two. Pure.
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { CountryRule } from '@sampark/contracts/country-rules.ts';
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';
import type { PolicyFacts, Reason } from './decide.ts';
import { quietDayUntil, quietUntil } from './quiet-hours.ts';

export const capWindow = 7 * 24 * 60 * 60 * 1000;
type Wait = { until: Date; reason: Omit<Reason, 'channel'> };
type Asked = Pick<PolicyFacts, 'purpose' | 'settings'> & {
  prospect: Pick<PolicyFacts['prospect'], 'country' | 'zones'>;
};

type Cap = { limit: number; code: 'weekly_cap' | 'country_cap'; country?: string };

/** The lower of the caps that apply; none for what no cap is about. */
export function capOf({ purpose, settings, prospect }: Asked): Cap | undefined {
  const own = purpose === 'service' ? undefined : settings.weekly_caps[purpose];
  const there = jurisdictionOf(settings, prospect.country, purpose);
  const abroad = there?.weekly_cap ?? undefined;
  if (there !== undefined && abroad !== undefined && (own === undefined || abroad < own))
    return { limit: abroad, code: 'country_cap', country: there.country };
  return own === undefined ? undefined : { limit: own, code: 'weekly_cap' };
}

/** When the rolling week has room again; undefined when it has room now. */
export function capUntil(facts: Asked & Pick<PolicyFacts, 'capped_sends'>, now: Date): Wait | undefined {
  const cap = capOf(facts);
  if (cap === undefined || (facts.capped_sends.length < cap.limit && cap.limit > 0)) return undefined;
  const reason = cap.country === undefined ? { code: cap.code } : { code: cap.code, detail: cap.country };
  if (cap.limit === 0) return { until: new Date(now.getTime() + capWindow), reason };
  const recent = facts.capped_sends
    .filter((at) => now.getTime() - at.getTime() < capWindow)
    .sort((a, b) => b.getTime() - a.getTime());
  const frees = recent[cap.limit - 1];
  return frees && { until: new Date(frees.getTime() + capWindow), reason };
}

/** The answers of one instant: a batch asks for hundreds of people of a few countries. Settings are new when they change. */
const answers = new WeakMap<WorkspaceSettings, { at: number; waits: Map<string, Wait | undefined> }>();

/** The first instant that is quiet nowhere the person may be; the reason is what is quiet now. */
export function quietUntilAll(facts: Asked, now: Date): Wait | undefined {
  const { purpose, settings, prospect } = facts;
  let known = answers.get(settings);
  if (known?.at !== now.getTime()) answers.set(settings, (known = { at: now.getTime(), waits: new Map() }));
  const key = `${purpose}/${prospect.country}/${prospect.zones.join()}`;
  if (!known.waits.has(key)) known.waits.set(key, lookUp(facts, now));
  return known.waits.get(key);
}

function lookUp(facts: Asked, now: Date): Wait | undefined {
  const first = quietAt(facts, now);
  if (!first) return undefined;
  let { until } = first;
  // Zones far apart leave a few hours that suit all of them, or none: then it is asked again at the end of the last night.
  for (let round = 0; round < 60; round++) {
    const next = quietAt(facts, until);
    if (!next) break;
    ({ until } = next);
  }
  return { until, reason: first.reason };
}

function quietAt({ purpose, settings, prospect }: Asked, at: Date): Wait | undefined {
  const there = jurisdictionOf(settings, prospect.country, purpose);
  if (purpose === 'service' && !there) return undefined;
  for (const zone of prospect.zones) {
    const own = purpose === 'service' ? undefined : quietUntil(at, zone, settings.quiet_hours);
    if (own)
      return {
        until: own,
        reason: { code: 'quiet_hours', detail: prospect.zones.length > 1 ? `${zone}?` : zone },
      };
    if (!there) continue;
    const hours = there.quiet_hours && quietUntil(at, zone, { enabled: true, ...there.quiet_hours });
    const until = hours ?? quietDayUntil(at, zone, there.quiet_days);
    if (until) return { until, reason: { code: 'country_hours', detail: `${there.country}, ${zone}` } };
  }
  return undefined;
}

export function jurisdictionOf(
  settings: WorkspaceSettings,
  country: string | null,
  purpose: Purpose,
): CountryRule | undefined {
  if (country === null || settings.jurisdictions.length === 0) return undefined;
  return settings.jurisdictions.find((one) => one.country === country && one.purposes.includes(purpose));
}
