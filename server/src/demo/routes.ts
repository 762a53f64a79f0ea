// What the demo tells about itself: its logins to anyone on this machine, its simulators to its administrator.
import { ChannelSchema, RoleSchema, type Channel } from '@sampark/contracts/domain.ts';
import { SimulatedBan, SimulatedReply, SimulatorChange, SimulatorState } from '@sampark/contracts/demo.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import {
  banSender,
  calmSimulators,
  changeSimulator,
  replyAs,
  requireDemo,
  simulatorStates,
} from './panel.ts';
import { removeDemo } from './remove-demo.ts';
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
      await requireDemo(rt, actor);
      return {
        items: (Object.entries(rt.demo.simulators) as [Channel, string][]).map(([channel, url]) => ({
          channel,
          url,
        })),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/demo/panel',
    summary: 'How the simulated platforms behave now',
    tag: 'Demo',
    access: { roles: ['admin'] },
    response: { 200: Type.Object({ items: Type.Array(SimulatorState) }) },
    handler: ({ rt, actor }) => simulatorStates(rt, actor),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/demo/panel',
    summary: 'Make a simulated platform slow, lossy or unreachable',
    tag: 'Demo',
    access: { roles: ['admin'] },
    body: SimulatorChange,
    example: { channel: 'whatsapp', drop_receipts: 0.3 },
    response: { 200: SimulatorState },
    handler: ({ rt, actor, body }) => changeSimulator(rt, actor, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/demo/calm',
    summary: 'Make every simulated platform well again',
    tag: 'Demo',
    access: { roles: ['admin'] },
    response: { 200: Type.Object({ items: Type.Array(SimulatorState) }) },
    handler: ({ rt, actor }) => calmSimulators(rt, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/demo/replies',
    summary: 'Send a reply as one of the simulated people',
    tag: 'Demo',
    access: { roles: ['admin'] },
    body: SimulatedReply,
    example: {
      prospect_id: '0199a2b4-7c11-7e4e-9a60-2f1f3f0c1a11',
      channel: 'whatsapp',
      text: 'Can we talk on Thursday?',
    },
    response: { 204: null },
    handler: ({ rt, actor, body }) => replyAs(rt, actor, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/demo/bans',
    summary: 'Have the platform restrict one of our senders, or let it go on',
    tag: 'Demo',
    access: { roles: ['admin'] },
    body: SimulatedBan,
    example: { account_id: '0199a2b4-7c11-7e4e-9a60-2f1f3f0c1a11', banned: true },
    response: { 204: null },
    handler: ({ rt, actor, body }) => banSender(rt, actor, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/demo/removal',
    summary: 'Remove the sample workspace, everybody in it and the simulators, for good',
    description: 'Real workspaces are not touched. Afterwards the first real workspace can be set up.',
    tag: 'Demo',
    access: { roles: ['admin'] },
    body: Type.Object({ confirm: Type.Literal('remove') }, { additionalProperties: false }),
    response: { 204: null },
    handler: ({ rt, actor }) => removeDemo(rt, actor),
  }),
];
