// What was entered so far about a sender to be connected. In memory alone: it holds secrets, and survives going back and
// forth between the steps and other pages, but no reload.
import type { Channel } from '@sampark/contracts/domain.ts';
import { useState } from 'react';
import type { TypedLimits } from './limit-fields.tsx';

export const steps = ['device', 'channel', 'access', 'limits', 'callbacks'] as const;
export type Step = (typeof steps)[number];
export type Kind = 'ios' | 'android' | 'mac' | 'cloud';

export type Draft = {
  /** An existing one, or undefined for a new one. */
  deviceId?: string | undefined;
  device: { name: string; identifier: string; kind?: Kind | undefined };
  channel?: Channel | undefined;
  /** Of Signal and iMessage: the number or Mac is ours, and people agreed to be written to there. */
  owned: boolean;
  address: string;
  displayName: string;
  baseUrl?: string | undefined;
  credentials: Record<string, string>;
  settings: Record<string, string>;
  portfolioId?: string | undefined;
  /** The platform took it, or an administrator goes on all the same. */
  checked: boolean;
  limits?: TypedLimits | undefined;
  /** Once it is saved. */
  made?: { deviceId: string; accountId: string } | undefined;
};

const empty: Draft = {
  device: { name: '', identifier: '' },
  owned: false,
  address: '',
  displayName: '',
  credentials: {},
  settings: {},
  checked: false,
};

let kept: Draft = empty;

export function useConnectDraft(deviceId: string | undefined) {
  const [draft, setDraft] = useState(() => {
    // Done with, or meant for another device: begin anew.
    if (kept.made || (deviceId !== undefined && kept.deviceId !== deviceId)) kept = { ...empty, deviceId };
    return kept;
  });
  const change = (some: Partial<Draft>) => {
    kept = { ...kept, ...some };
    setDraft(kept);
  };
  return [draft, change] as const;
}

export const needsOwnership = (channel: Channel | undefined) =>
  channel === 'signal' || channel === 'imessage';

/** The furthest step that what is entered allows. */
export function reachable(draft: Draft): Step {
  if (draft.made) return 'callbacks';
  const { device } = draft;
  if (draft.deviceId === '') return 'device';
  if (!draft.deviceId && !(device.name.trim() && device.identifier.trim() && device.kind)) return 'device';
  if (!draft.channel || (needsOwnership(draft.channel) && !draft.owned)) return 'channel';
  return draft.checked ? 'limits' : 'access';
}
