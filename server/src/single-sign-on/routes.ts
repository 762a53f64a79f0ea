// Single sign-on: to the provider and back, and its settings. No API key opens any of it.
import { IdParams } from '@sampark/contracts/domain.ts';
import {
  ChangeProvider,
  CheckedProvider,
  CheckProvider,
  FinishedSingleSignOn,
  FinishSingleSignOn,
  ProviderSettings,
  StartedSingleSignOn,
  StartSingleSignOn,
} from '@sampark/contracts/single-sign-on.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { answer } from '../users/auth-routes.ts';
import { refuseCrossSite } from '../users/cookies.ts';
import { checkProvider } from './check-provider.ts';
import { finishFlow } from './finish.ts';
import { removeLinks } from './links.ts';
import { changeProvider, readProvider, removeProvider } from './settings.ts';
import { startProof, startSignIn } from './start.ts';

const example = { issuer: 'https://login.example.com', client_id: 'sampark', client_secret: 'kept by us' };

export const singleSignOnRoutes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/single-sign-on',
    summary: 'Begin to sign in through the organisation’s provider',
    description:
      'Answers with the provider’s address and sets the cookie of this attempt, for ten minutes. By the domain of the e-mail ' +
      'address; whether anybody has the address is not looked at.',
    tag: 'Signing in',
    access: { public: 'This is where one signs in' },
    body: StartSingleSignOn,
    example: { email: 'nadia@example.com' },
    response: { 200: StartedSingleSignOn },
    ratePerMinute: 600,
    handler: async ({ rt, body, request, reply }) => {
      refuseCrossSite(rt, request);
      return startSignIn(rt, reply, body);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/single-sign-on/finish',
    summary: 'Sign in with what the provider answered',
    description:
      'Works once, in the browser that began. A second step of ours is asked for unless the provider asked for two.',
    tag: 'Signing in',
    access: { public: 'The cookie of the attempt and the provider’s answer are what it checks' },
    body: FinishSingleSignOn,
    example: { workspace: '0198a000-0000-7000-8000-000000000000', query: '?code=c&state=s' },
    response: { 200: FinishedSingleSignOn },
    ratePerMinute: 600,
    handler: async ({ rt, body, request, reply }) => {
      refuseCrossSite(rt, request);
      const { answer: opened, ...finished } = await finishFlow(rt, body, request, reply);
      return { ...finished, answer: opened && (await answer(rt, reply, opened)) };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/me/proof/single-sign-on',
    summary: 'Show again that it is me, through the provider',
    description: 'The provider has to ask again, whatever session it still has.',
    tag: 'My account',
    access: { roles: ['admin', 'standard', 'compliance'] },
    response: { 200: StartedSingleSignOn },
    ratePerMinute: 30,
    handler: async ({ rt, actor, reply }) => startProof(rt, reply, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/workspace/single-sign-on',
    summary: 'The workspace’s sign-in provider',
    description: 'The client secret is never part of it.',
    tag: 'Workspace',
    access: { roles: ['admin'] },
    response: { 200: ProviderSettings },
    handler: async ({ rt, actor }) => readProvider(rt, actor),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/v1/workspace/single-sign-on',
    summary: 'Set up or change the workspace’s sign-in provider',
    description:
      'Passwords can be switched off once somebody has signed in through it; an administrator’s is always taken.',
    tag: 'Workspace',
    access: { roles: ['admin'] },
    body: ChangeProvider,
    example: {
      ...example,
      ...{
        domains: ['example.com'],
        enabled: false,
        password_allowed: true,
        default_role: null,
        two_step_acr: null,
      },
    },
    response: { 200: ProviderSettings },
    handler: async ({ rt, actor, body }) => changeProvider(rt, actor, body),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/workspace/single-sign-on',
    summary: 'Remove the workspace’s sign-in provider',
    description: 'Sessions go on. Who has no password needs a link to choose one.',
    tag: 'Workspace',
    access: { roles: ['admin'] },
    response: { 204: null },
    handler: async ({ rt, actor }) => removeProvider(rt, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/workspace/single-sign-on/check',
    summary: 'Check the connection to a sign-in provider',
    description: 'Reads what it says of itself and its keys, and tries the client’s secret. Saves nothing.',
    tag: 'Workspace',
    access: { roles: ['admin'] },
    body: CheckProvider,
    // An address that nobody has: examples are asked in tests.
    example: { ...example, issuer: 'https://192.0.2.10/realms/bank' },
    response: { 200: CheckedProvider },
    ratePerMinute: 20,
    handler: async ({ rt, actor, body }) => checkProvider(rt, actor, body),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/users/:id/single-sign-on',
    summary: 'Remove a colleague’s connection to the provider',
    description:
      'Ends the person’s sessions. The next verified sign-in with the same address connects again.',
    tag: 'Users',
    access: { roles: ['admin'] },
    resources: { id: 'user' },
    params: IdParams,
    response: { 204: null },
    handler: async ({ rt, actor, params }) => removeLinks(rt, actor, params.id),
  }),
];
