// The pool at once, and what a decision about a held account is about.
import { IdParams } from '@sampark/contracts/domain.ts';
import { Fleet, HoldWaiting } from '@sampark/contracts/fleet.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { showFleet } from './fleet.ts';
import { showWaiting } from './hold-waiting.ts';

export const fleetRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/fleet',
    summary: 'The whole pool of devices in one answer, slim, worst first',
    description: 'For views that filter and sort by themselves. Details of one: GET /api/v1/devices/{id}.',
    tag: 'Devices',
    access: { roles: ['admin', 'standard', 'compliance'] },
    response: { 200: Fleet },
    handler: ({ rt, actor }) => showFleet(rt, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/accounts/:id/waiting',
    summary: 'Who waits for the decision about a held account',
    tag: 'Devices',
    access: { roles: ['admin', 'compliance'] },
    params: IdParams,
    resources: { id: 'account' },
    response: { 200: HoldWaiting },
    handler: ({ rt, actor, params }) => showWaiting(rt, actor, { account: params.id }),
  }),
];
