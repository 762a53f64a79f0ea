import type { Me } from '@sampark/contracts/accounts.ts';
import type { Role } from '@sampark/contracts/domain.ts';

export type Person = Me;

export const demoPassword = 'sampark-demo';

const workspace: Me['workspace'] = {
  id: '00000000-0000-4000-8000-00000000000a',
  name: 'Meridian Wealth (demo)',
  product: 'mcep',
  is_demo: true,
  default_country: 'GB',
  time_zone: 'Europe/London',
  language: 'en',
};

export const demoPeople: Person[] = [
  demoPerson('a1', 'admin@demo.sampark.test', 'Asha Rahman', 'admin'),
  demoPerson('a2', 'pm@demo.sampark.test', 'Peter Moss', 'standard'),
  demoPerson('a3', 'compliance@demo.sampark.test', 'Clara Osei', 'compliance'),
];

export function person(email: string): Person {
  const found = demoPeople.find((one) => one.email === email);
  if (!found) throw new Error(`Nobody has the address ${email}`);
  return found;
}

function demoPerson(id: string, email: string, name: string, role: Role): Person {
  return {
    id: `00000000-0000-4000-8000-0000000000${id}`,
    workspace_id: workspace.id,
    email,
    name,
    role,
    lead_score_threshold: 70,
    language: 'en',
    theme: 'system',
    status: 'active',
    last_login: null,
    created_at: '2026-11-01T09:00:00.000Z',
    updated_at: '2026-11-01T09:00:00.000Z',
    version: 1,
    session_id: '00000000-0000-4000-8000-00000000000b',
    workspace,
  };
}
