// Where the dashboard can be gone to, in the order of the navigation. `g` and a letter go there from anywhere.
import type { Role } from '@sampark/contracts/domain.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  CircleUserRound,
  FlaskConical,
  LayoutDashboard,
  LayoutTemplate,
  ScrollText,
  MessagesSquare,
  Send,
  Settings,
  Shapes,
  ShieldCheck,
  Smartphone,
  Split,
  Upload,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { Me } from '../api/auth-types.ts';

export type Place = {
  to:
    | '/'
    | '/prospects'
    | '/campaigns'
    | '/experiments'
    | '/conversations'
    | '/profiles'
    | '/compliance'
    | '/devices'
    | '/segments'
    | '/templates'
    | '/imports'
    | '/audit'
    | '/demo'
    | '/settings';
  name: MessageDescriptor;
  /** Under its sign at the thumb, where the name itself would be cut. */
  short?: MessageDescriptor;
  icon: LucideIcon;
  keys: string;
  roles?: readonly Role[];
  demoOnly?: boolean;
};

const places: readonly Place[] = [
  { to: '/', name: msg`Overview`, icon: LayoutDashboard, keys: 'g o' },
  { to: '/campaigns', name: msg`Campaigns`, icon: Send, keys: 'g c' },
  { to: '/conversations', name: msg`Conversations`, short: msg`Chats`, icon: MessagesSquare, keys: 'g i' },
  { to: '/prospects', name: msg`Prospects`, icon: Users, keys: 'g p' },
  { to: '/segments', name: msg`Segments`, icon: Shapes, keys: 'g e' },
  { to: '/profiles', name: msg`Profiles`, icon: CircleUserRound, keys: 'g f' },
  { to: '/templates', name: msg`Templates`, icon: LayoutTemplate, keys: 'g t' },
  { to: '/experiments', name: msg`Experiments`, icon: Split, keys: 'g v' },
  { to: '/imports', name: msg`Imports`, icon: Upload, keys: 'g m', roles: ['admin', 'standard'] },
  { to: '/compliance', name: msg`Compliance`, icon: ShieldCheck, keys: 'g r' },
  { to: '/devices', name: msg`Senders`, icon: Smartphone, keys: 'g d' },
  { to: '/audit', name: msg`Audit trail`, icon: ScrollText, keys: 'g a', roles: ['admin', 'compliance'] },
  { to: '/demo', name: msg`Simulators`, icon: FlaskConical, keys: 'g x', roles: ['admin'], demoOnly: true },
  { to: '/settings', name: msg`Settings`, icon: Settings, keys: 'g s' },
];

export function placesOf(user: Me): readonly Place[] {
  return places.filter(
    (place) =>
      (!place.roles || place.roles.includes(user.role)) && (!place.demoOnly || user.workspace.is_demo),
  );
}
