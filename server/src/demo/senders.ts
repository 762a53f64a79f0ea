// The demo's pool: 100 devices, half iOS and half Android, each with the accounts such a device would hold.
import type { Channel } from '@sampark/contracts/domain.ts';

export type DemoAccount = {
  channel: Channel;
  address: string;
  display_name: string;
  credentials: Record<string, string>;
  settings: Record<string, unknown>;
  limits?: { per_second?: number; per_day?: number };
  /** What the simulator is told about it. */
  simulator: Record<string, unknown>;
};

export type DemoDevice = {
  device_identifier: string;
  name: string;
  platform_type: 'ios' | 'android';
  accounts: DemoAccount[];
};

export const wabaId = '104200000000001';
const appId = '904200000000001';
// The simulators' own world: these open nothing anywhere else.
const appSecret = 'demo-app-secret-0f3c2a';
const verifyToken = 'demo-verify-token-77ab';

export function demoSenders(): DemoDevice[] {
  const devices: DemoDevice[] = [];
  for (let index = 1; index <= 50; index++) {
    const number = String(index).padStart(3, '0');
    devices.push({
      device_identifier: `35693803564${number}0`,
      name: `Android ${number}`,
      platform_type: 'android',
      accounts: [
        whatsapp(index),
        ...(index <= 4 ? [telegram(index)] : []),
        ...(index % 2 === 0 ? [signal(index)] : []),
      ],
    });
    devices.push({
      device_identifier: `F2LXK${number}Q1MN`,
      name: `iPhone ${number}`,
      platform_type: 'ios',
      accounts: [imessage(index), ...(index % 4 === 0 ? [signal(100 + index)] : [])],
    });
  }
  return devices;
}

function whatsapp(index: number): DemoAccount {
  const address = `2042${String(index).padStart(11, '0')}`;
  const display = `+1555010${String(index).padStart(4, '0')}`;
  return {
    channel: 'whatsapp',
    address,
    display_name: display,
    credentials: { access_token: `demo-token-${index}`, app_secret: appSecret, verify_token: verifyToken },
    settings: { waba_id: wabaId, display_phone_number: display },
    simulator: {
      phone_number_id: address,
      display_phone_number: display,
      verified_name: 'Meghna Wealth',
      waba_id: wabaId,
      app_id: appId,
      app_secret: appSecret,
      access_token: `demo-token-${index}`,
      portfolio: 'demo-portfolio',
      mps: 80,
      per_day: 1_000,
      tier: 100_000,
    },
  };
}

function telegram(index: number): DemoAccount {
  const address = String(7_100_000_000 + index);
  const token = `${address}:demo-bot-token-${index}`;
  const username = `meghna_wealth_${index}_bot`;
  return {
    channel: 'telegram',
    address,
    display_name: `@${username}`,
    credentials: { bot_token: token, secret_token: `demo-secret-${index}` },
    settings: { username },
    simulator: { id: Number(address), token, username, first_name: 'Meghna Wealth' },
  };
}

function signal(index: number): DemoAccount {
  const address = `+4420794600${String(index).padStart(3, '0')}`;
  return {
    channel: 'signal',
    address,
    display_name: address,
    credentials: {},
    settings: {},
    limits: { per_day: 500 },
    simulator: { number: address },
  };
}

function imessage(index: number): DemoAccount {
  const address = `mac-${String(index).padStart(3, '0')}`;
  return {
    channel: 'imessage',
    address,
    display_name: `Mac ${String(index).padStart(3, '0')}`,
    credentials: { password: `demo-password-${index}`, callback_secret: `demo-callback-${index}-5e1d` },
    settings: {},
    limits: { per_day: 500 },
    simulator: {
      name: address,
      password: `demo-password-${index}`,
      address: `desk${index}@demo.sampark.test`,
    },
  };
}
