import type { Role } from '@sampark/contracts/domain.ts';

export type { Me, SignedIn } from '@sampark/contracts/accounts.ts';

/** GET /api/v1/demo: what the sign-in page of a demo offers. */
export type Demo = {
  enabled: boolean;
  logins: { email: string; role: Role }[];
  password?: string;
  quiet_hours_note?: string;
};

/** GET /api/v1/demo/simulators */
export type Simulators = { items: { channel: string; url: string }[] };
