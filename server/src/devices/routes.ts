// Devices over the API; their accounts' own routes are in account-routes.ts.
import {
  AgentToken,
  DeviceBulk,
  DeviceListQuery,
  DevicePatch,
  DeviceResource,
  DeviceSummary,
  HealthChange,
  HealthHistoryQuery,
  Heartbeat,
  NewAccount,
  NewDevice,
} from '@sampark/contracts/devices.ts';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { makeAgentToken, revokeAgentToken } from './agent-token.ts';
import { showHealthHistory } from './health-history.ts';
import { listDevices, readDevice, summariseDevices } from './queries.ts';
import { recordHeartbeat } from './record-heartbeat.ts';
import { setMaintenance } from './set-maintenance.ts';
import { changeDevice, createAccount, createDevice } from './write-device.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const admins = { roles: ['admin'] } as const;
const device = { params: IdParams, resources: { id: 'device' } } as const;

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
    url: '/api/v1/devices/bulk',
    summary: 'Take many devices out for maintenance, or back: all of them or none',
    tag: 'Devices',
    access: admins,
    body: DeviceBulk,
    example: { ids: ['00000000-0000-4000-8000-000000000000'], maintenance: true },
    response: { 200: Type.Object({ changed: Type.Integer() }) },
    handler: async ({ rt, actor, body }) => ({ changed: await setMaintenance(rt, actor, body) }),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/devices/:id/history',
    summary: 'How a device and its accounts were, newest first',
    tag: 'Devices',
    access: readers,
    ...device,
    query: HealthHistoryQuery,
    response: { 200: Page(HealthChange) },
    handler: ({ rt, actor, params, query }) => showHealthHistory(rt, actor, params.id, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/devices/:id/heartbeat',
    summary: 'Report a device’s state, as its agent or as an administrator',
    description: 'See docs/agent.md. The agent’s own token opens this route for its device and nothing else.',
    tag: 'Devices',
    access: { ...admins, agent: 'id' },
    ...device,
    body: Heartbeat,
    example: { version: 1, battery: 84, charging: true, network: 'wifi' },
    response: { 204: null },
    handler: ({ rt, actor, params, body }) => recordHeartbeat(rt, actor, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/devices/:id/agent-token',
    summary: 'Make the token a device’s agent reports with; one made before ends',
    tag: 'Devices',
    access: admins,
    ...device,
    response: { 201: AgentToken },
    handler: ({ rt, actor, params }) => makeAgentToken(rt, actor, params.id),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/devices/:id/agent-token',
    summary: 'Revoke the token of a device’s agent',
    tag: 'Devices',
    access: admins,
    ...device,
    response: { 204: null },
    handler: ({ rt, actor, params }) => revokeAgentToken(rt, actor, params.id),
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
];
