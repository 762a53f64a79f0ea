// Why a sender is called unwell, and what to do about it.
import { msg } from '@lingui/core/macro';
import type { HealthReason } from '@sampark/contracts/health-reasons.ts';
import type { Explained } from './send-code-words.ts';

const look = msg`Look at its power and network.`;
const byItself = msg`Others take its messages meanwhile; it goes on by itself.`;

export const healthWords: Record<HealthReason, Explained> = {
  no_heartbeat: { what: msg`Its agent has not been heard from`, todo: look },
  battery_low: { what: msg`Its battery is nearly empty`, todo: msg`Charge it.` },
  no_network: { what: msg`It reports that it has no network`, todo: look },
  storage_low: { what: msg`It has nearly no storage left`, todo: msg`Make room on it.` },
  reported: { what: msg`It says so itself`, todo: msg`Look at the device.` },
  app_not_running: {
    what: msg`The channel’s app is not running on the device`,
    todo: msg`Open the app on the device.`,
  },
  logged_out: {
    what: msg`The channel’s app is logged out on the device`,
    todo: msg`Sign in on the device again.`,
  },
  error_rate: { what: msg`Too many of its last messages failed for reasons of its own`, todo: byItself },
  capture_down: {
    what: msg`What people write to it does not reach us, and nothing is sent without hearing the answers`,
    todo: msg`Check that the platform calls this installation, and that the stream is open.`,
  },
  no_receipts: {
    what: msg`It accepts messages, but no receipt has come for them`,
    todo: msg`Check on the device whether messages really go out.`,
  },
  check_failed: { what: msg`The platform does not answer when asked about it`, todo: byItself },
  check_refused: {
    what: msg`The platform refuses its access`,
    todo: msg`Enter new credentials, or pair the phone again.`,
  },
  check_degraded: {
    what: msg`The platform answers that not all of it works`,
    todo: msg`Look at the sender on the platform.`,
  },
};
