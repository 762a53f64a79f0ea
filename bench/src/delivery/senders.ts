// The pool of the bench: enough accounts that no limit of a platform is what is measured. Limits are raised on both
// sides alike, and the simulators go on counting breaches of them.
import { channels, type Channel } from '@sampark/contracts/domain.ts';

export type BenchAccount = {
  channel: Channel;
  address: string;
  credentials: Record<string, string>;
  settings: Record<string, unknown>;
  limits: { per_second: number; per_day: number; pair_seconds: number };
  simulator: Record<string, unknown>;
};

export const wabaId = '9001';
const perDay = 1_000_000;
const appSecret = 'bench-app-secret';

/**
 * Telegram's 30 messages a second and bot stay as they are: there are more bots instead, enough for the ceiling, which asks
 * nobody how much is allowed.
 */
const counts: Record<Channel, number> = { whatsapp: 16, telegram: 480, signal: 16, imessage: 16 };

export function benchSenders(): BenchAccount[] {
  return channels.flatMap((channel) =>
    Array.from({ length: counts[channel] }, (_, index) => makers[channel](index + 1)),
  );
}

const makers: Record<Channel, (index: number) => BenchAccount> = {
  whatsapp: (index) => {
    const address = `7000${index}`;
    const display = `1555020${String(index).padStart(4, '0')}`;
    return {
      channel: 'whatsapp',
      address,
      credentials: { access_token: `token-${index}`, app_secret: appSecret, verify_token: 'verify' },
      settings: { waba_id: wabaId, display_phone_number: `+${display}` },
      limits: { per_second: 1_000, per_day: perDay, pair_seconds: 6 },
      simulator: {
        ...{ phone_number_id: address, display_phone_number: display, waba_id: wabaId, app_id: 'app' },
        ...{ app_secret: appSecret, access_token: `token-${index}`, portfolio: 'bench' },
        ...{ mps: 1_000, per_day: perDay, tier: perDay },
      },
    };
  },
  telegram: (index) => {
    const id = 7_200_000_000 + index;
    const token = `${id}:bench-bot-${index}`;
    const username = `bench_${index}_bot`;
    return {
      channel: 'telegram',
      address: String(id),
      credentials: { bot_token: token, secret_token: `secret-${index}` },
      settings: { username },
      limits: { per_second: 30, per_day: perDay, pair_seconds: 1 },
      simulator: { id, token, username },
    };
  },
  signal: (index) => {
    const address = `+4420794700${String(index).padStart(3, '0')}`;
    return {
      channel: 'signal',
      address,
      credentials: {},
      settings: {},
      limits: { per_second: 1_000, per_day: perDay, pair_seconds: 5 },
      simulator: { number: address, per_day: perDay },
    };
  },
  imessage: (index) => {
    const address = `mac-${index}`;
    return {
      channel: 'imessage',
      address,
      credentials: { password: `password-${index}`, callback_secret: `callback-${index}` },
      settings: {},
      limits: { per_second: 1_000, per_day: perDay, pair_seconds: 5 },
      simulator: { name: address, password: `password-${index}`, per_day: perDay },
    };
  },
};
