// Why the monitor calls a sender unwell. Send codes (send-codes.ts) may stand in the same place: a platform said so.
const table = {
  no_heartbeat: 'Its agent has not been heard from',
  battery_low: 'Its battery is nearly empty',
  no_network: 'It reports that it has no network',
  storage_low: 'It has nearly no storage left',
  reported: 'It says so itself',
  app_not_running: 'The channel’s app is not running on the device',
  logged_out: 'The channel’s app is logged out on the device',
  error_rate: 'Too many of its last sends failed for reasons of its own',
  no_receipts: 'It accepts messages, but no receipt has come for them',
  check_failed: 'The platform does not answer when asked about it',
  check_refused: 'The platform refuses its access when asked about it',
  check_degraded: 'The platform answers that not all of it works',
  capture_down: 'What people write to it does not reach us, and the workspace sends only where it does',
} as const;

export type HealthReason = keyof typeof table;
export const healthReasons = Object.keys(table) as HealthReason[];
export const healthReasonText: Readonly<Record<HealthReason, string>> = table;
