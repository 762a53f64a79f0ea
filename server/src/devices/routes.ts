// Devices and sender accounts over the API.
import {
  AccountPatch,
  AccountResource,
  DeviceListQuery,
  DevicePatch,
  DeviceResource,
  DeviceSummary,
  Heartbeat,
  NewAccount,
  NewDevice,
} from '@sampark/contracts/devices.ts';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { listDevices, readDevice, summariseDevices } from './queries.ts';
import {
  changeAccount,
  changeDevice,
  connectCallbacks,
  createAccount,
  createDevice,
  recordHeartbeat,
} from './write-device.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const admins = { roles: ['admin'] } as const;
const device = { params: IdParams, resources: { id: 'device' } } as const;
const account = { params: IdParams, resources: { id: 'account' } } as const;

export const deviceRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/devices',
    summary: 'List devices with their accounts, worst first',
    tag: 'Devices',
    access: readers,
    query: DeviceListQuery,
    response: { 200: Page(DeviceResource) },
    handler: ({ rt, actor, query }) => listDevices(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/devices',
    summary: 'Add a device',
    tag: 'Devices',
    access: admins,
    body: NewDevice,
    example: { device_identifier: '356938035643809', name: 'Front desk phone', platform_type: 'android' },
    idempotent: true,
    response: { 201: DeviceResource },
    handler: async ({ rt, actor, body }) => readDevice(rt, rt.db, actor, await createDevice(rt, actor, body)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/devices/summary',
    summary: 'The pool by state',
    tag: 'Devices',
    access: readers,
    response: { 200: DeviceSummary },
    handler: ({ rt, actor }) => summariseDevices(rt, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/devices/:id',
    summary: 'Read a device',
    tag: 'Devices',
    access: readers,
    ...device,
    response: { 200: DeviceResource },
    handler: ({ rt, actor, params }) => readDevice(rt, rt.db, actor, params.id),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/devices/:id',
    summary: 'Rename a device or take it out for maintenance',
    tag: 'Devices',
    access: admins,
    ...device,
    body: DevicePatch,
    example: { maintenance: true },
    response: { 200: DeviceResource },
    handler: async ({ rt, actor, params, body }) => {
      await changeDevice(rt, actor, params.id, body);
      return readDevice(rt, rt.db, actor, params.id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/devices/:id/heartbeat',
    summary: 'Report a device’s state',
    tag: 'Devices',
    access: admins,
    ...device,
    body: Heartbeat,
    example: { health_status: 'healthy', battery: 84, network: 'wifi' },
    response: { 204: null },
    handler: ({ rt, actor, params, body }) => recordHeartbeat(rt, actor, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/devices/:id/accounts',
    summary: 'Connect a sender account to a device',
    tag: 'Devices',
    access: admins,
    ...device,
    body: NewAccount,
    example: {
      channel: 'telegram',
      address: '7000000001',
      base_url: 'https://api.telegram.org',
      credentials: { token: '7000000001:example', webhook_secret: 'example-secret' },
      settings: { username: 'example_bot' },
    },
    idempotent: true,
    response: { 201: DeviceResource },
    handler: async ({ rt, actor, params, body }) => {
      await createAccount(rt, actor, params.id, body);
      return readDevice(rt, rt.db, actor, params.id);
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/accounts/:id',
    summary: 'Change an account’s limits or access, or decide that a held one may go on',
    tag: 'Devices',
    access: admins,
    ...account,
    body: AccountPatch,
    example: { per_day: 100 },
    response: { 200: AccountResource },
    handler: async ({ rt, actor, params, body }) => {
      const shown = await readDevice(rt, rt.db, actor, await changeAccount(rt, actor, params.id, body));
      return shown.accounts.find((one) => one.id === params.id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/accounts/:id/callbacks',
    summary: 'Point the platform’s callbacks for this account at this server',
    tag: 'Devices',
    access: admins,
    ...account,
    response: { 200: Type.Object({ callback_url: Type.String() }) },
    handler: async ({ rt, actor, params }) => ({
      callback_url: await connectCallbacks(rt, rt.db, actor, params.id),
    }),
  }),
];
