// What the demo tells about itself: its logins to anyone on this machine, its simulators to its administrator.
import { ChannelSchema, RoleSchema, type Channel } from '@sampark/contracts/domain.ts';
import { Type } from 'typebox';
import { Problem } from '../http/problem.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { demoLogins, demoPassword } from './seed-demo.ts';

export const demoRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/demo',
    summary: 'Whether this is a demo, and how to sign in to it',
    tag: 'Demo',
    access: { public: 'The sign-in page offers the demo’s published logins.' },
    response: {
      200: Type.Object({
        enabled: Type.Boolean(),
        logins: Type.Array(Type.Object({ email: Type.String(), role: RoleSchema })),
        password: Type.Optional(Type.String()),
        quiet_hours_note: Type.Optional(Type.String()),
      }),
    },
    handler: async ({ rt }) =>
      rt.demo.enabled
        ? {
            enabled: true,
            logins: demoLogins.map(({ email, role }) => ({ email, role })),
            password: demoPassword,
            quiet_hours_note:
              'Sample data. In this workspace quiet hours are off and weekly limits are lifted, so that something moves at any hour. All messages go to simulators.',
          }
        : { enabled: false, logins: [] },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/demo/simulators',
    summary: 'Addresses of the channel simulators',
    tag: 'Demo',
    access: { roles: ['admin'] },
    response: {
      200: Type.Object({ items: Type.Array(Type.Object({ channel: ChannelSchema, url: Type.String() })) }),
    },
    handler: async ({ rt, actor }) => {
      const workspace = await rt.db
        .selectFrom('workspaces')
        .select('is_demo')
        .where('id', '=', actor.workspace_id)
        .executeTakeFirst();
      if (!rt.demo.enabled || !workspace?.is_demo) throw new Problem('demo_only');
      return {
        items: (Object.entries(rt.demo.simulators) as [Channel, string][]).map(([channel, url]) => ({
          channel,
          url,
        })),
      };
    },
  }),
];
