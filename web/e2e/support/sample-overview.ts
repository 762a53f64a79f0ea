// An overview as the API would tell it: a busy morning, the same every time for the same `now`.
import type { ChannelNumbers, MinutePoint, Overview, RunningCampaign } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';

const nothing: ChannelNumbers = {
  messages_sent: 0,
  messages_delivered: 0,
  messages_read: 0,
  replied: 0,
  converted: 0,
  opted_out: 0,
  messages_failed: 0,
  attempted: 0,
  skipped: 0,
  unknown: 0,
  held: 0,
  cancelled: 0,
  retries: 0,
};

export function sampleOverview(now: Date): Overview {
  const whatsapp: ChannelNumbers = {
    ...nothing,
    messages_sent: 12_480,
    messages_delivered: 12_190,
    messages_read: 7_421,
    replied: 642,
    converted: 31,
    opted_out: 12,
    messages_failed: 184,
    attempted: 12_664,
    skipped: 96,
    unknown: 3,
    held: 5,
    retries: 47,
  };
  const telegram: ChannelNumbers = {
    ...nothing,
    messages_sent: 1_204,
    replied: 88,
    messages_failed: 9,
    attempted: 1_213,
  };
  return {
    as_of: now.toISOString(),
    time_zone: 'Europe/London',
    today: {
      ...nothing,
      queued: 15_236,
      waiting: 1_351,
      messages_sent: 13_684,
      messages_delivered: 12_190,
      messages_read: 7_421,
      replied: 730,
      converted: 31,
      opted_out: 12,
      messages_failed: 193,
      attempted: 13_877,
      skipped: 96,
      unknown: 3,
      held: 5,
      retries: 47,
      by_channel: { whatsapp, telegram },
    },
    minutes: minutes(now),
    campaigns: [
      campaign('01', 'Autumn portfolio review', 'active', 5_000, 1_204, 412, now),
      campaign('02', 'ঈদের শুভেচ্ছা ও বার্ষিক সারসংক্ষেপ', 'paused', 2_500, 147, 0, now),
    ],
    campaigns_running: 2,
    devices: {
      ...{ healthy: 41, degraded: 2, offline: 1, held: 1 },
      by_channel: {
        whatsapp: { healthy: 30, degraded: 2, offline: 0 },
        telegram: { healthy: 11, degraded: 0, offline: 1 },
      },
    },
    needs_a_person: { held: 5, unknown: 3 },
  };
}

export function quietOverview(now: Date): Overview {
  return {
    as_of: now.toISOString(),
    time_zone: 'Europe/London',
    today: { ...nothing, queued: 0, waiting: 0, by_channel: {} },
    minutes: [],
    campaigns: [],
    campaigns_running: 0,
    devices: { healthy: 0, degraded: 0, offline: 0, held: 0, by_channel: {} },
    needs_a_person: { held: 0, unknown: 0 },
  };
}

function minutes(now: Date): MinutePoint[] {
  const last = Math.floor(now.getTime() / 60_000);
  const point = (channel: Channel, ago: number, size: number): MinutePoint => {
    const wave = 1 + 0.35 * Math.sin(ago / 5) + 0.18 * Math.sin(ago * 1.7);
    const share = ago === 0 ? 0.4 : 1;
    const sent = Math.round(size * wave * share);
    const receipts = channel === 'telegram' ? 0 : 1;
    return {
      at: new Date((last - ago) * 60_000).toISOString(),
      channel,
      sent,
      delivered: Math.round(sent * 0.95 * receipts),
      read: Math.round(sent * (0.5 + 0.12 * Math.sin(ago / 8)) * receipts),
      failed: ago % 9 === 4 ? Math.round(size * 0.08) : 0,
      replied: Math.round(sent * 0.05),
    };
  };
  return Array.from({ length: 52 }, (_, ago) => [
    point('whatsapp', ago, 240),
    point('telegram', ago, 25),
  ]).flat();
}

function campaign(
  id: string,
  name: string,
  status: RunningCampaign['status'],
  queued: number,
  waiting: number,
  rate: number,
  now: Date,
): RunningCampaign {
  const sent = Math.floor((queued - waiting) * 0.97);
  const failed = Math.floor((queued - waiting) * 0.02);
  return {
    id: `00000000-0000-4000-8000-0000000000${id}`,
    name,
    status,
    numbers: {
      ...nothing,
      queued,
      waiting,
      messages_sent: sent,
      messages_delivered: Math.floor(sent * 0.93),
      messages_read: Math.floor(sent * 0.5),
      messages_failed: failed,
      skipped: queued - waiting - sent - failed,
    },
    progress: (queued - waiting) / queued,
    rate_per_minute: rate,
    eta: rate > 0 ? new Date(now.getTime() + (waiting / rate) * 60_000).toISOString() : null,
    held_channels: [],
    channels: ['whatsapp'],
  };
}
