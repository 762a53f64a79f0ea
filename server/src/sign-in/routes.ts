// The second step, new passwords, and how a workspace's people sign in. No API key opens any of it.
import { IdParams } from '@sampark/contracts/domain.ts';
import {
  ChangeSignIn,
  CodeStep,
  ConfirmFactor,
  EnrolledAndSignedIn,
  EnrolStep,
  ForgottenPassword,
  MySecurity,
  NewFactor,
  PasswordLink,
  Proof,
  RecoveryCodes,
  RemoveFactor,
  ResetPassword,
  SignInOptions,
  SignInSettings,
} from '@sampark/contracts/sign-in.ts';
import { SignedIn } from '@sampark/contracts/accounts.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { answer } from '../users/auth-routes.ts';
import { singleSignOnOffer } from '../single-sign-on/find-provider.ts';
import { clientOf } from '../users/start-session.ts';
import { askForPassword, makePasswordLink, resetPassword } from './new-password.ts';
import {
  beginOwnFactor,
  confirmOwnFactor,
  readSecurity,
  removeOwnFactor,
  renewRecoveryCodes,
  resetFactor,
} from './own-factor.ts';
import { prove } from './prove.ts';
import { beginEnrolment, enterSecondStep, finishEnrolment } from './second-step.ts';
import { changeSignIn, readSignIn } from './settings.ts';

const everyone = { roles: ['admin', 'standard', 'compliance'] } as const;
const token = 'x'.repeat(43);
const ticketed = { public: 'The ticket of the first step is what it checks' } as const;

const steps: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/auth/options',
    summary: 'What the sign-in page offers',
    tag: 'Signing in',
    access: { public: 'Asked before anybody can sign in' },
    response: { 200: SignInOptions },
    handler: async ({ rt }) => ({
      password_by_mail: rt.config.mail !== undefined,
      single_sign_on: await singleSignOnOffer(rt),
    }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/second-step',
    summary: 'Enter the code of the second factor',
    description:
      'Six digits of the authenticator, or a recovery code. Each counts once; after several failures the answer is ' +
      '`login_throttled`, from wherever they came.',
    tag: 'Signing in',
    access: ticketed,
    body: CodeStep,
    example: { ticket: token, code: '123456' },
    response: { 200: SignedIn },
    ratePerMinute: 600,
    handler: async ({ rt, body, request, reply }) =>
      answer(rt, reply, await enterSecondStep(rt, body, clientOf(request))),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/enrol',
    summary: 'Begin to set up the second factor a workspace requires',
    tag: 'Signing in',
    access: ticketed,
    body: EnrolStep,
    example: { ticket: token },
    response: { 200: NewFactor },
    ratePerMinute: 60,
    handler: async ({ rt, body }) => beginEnrolment(rt, body.ticket),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/enrol/confirm',
    summary: 'Confirm the second factor with its first code and sign in',
    tag: 'Signing in',
    access: ticketed,
    body: CodeStep,
    example: { ticket: token, code: '123456' },
    response: { 200: EnrolledAndSignedIn },
    ratePerMinute: 600,
    handler: async ({ rt, body, request, reply }) => {
      const { recovery_codes, ...opened } = await finishEnrolment(rt, body, clientOf(request));
      return { ...(await answer(rt, reply, opened)), recovery_codes };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/forgotten-password',
    summary: 'Ask for a link to a new password by e-mail',
    description: 'The answer is the same for every address. Without a mail server nothing is sent.',
    tag: 'Signing in',
    access: { public: 'Who forgot the password cannot sign in' },
    body: ForgottenPassword,
    example: { email: 'nadia@example.com' },
    response: { 204: null },
    ratePerMinute: 20,
    handler: async ({ rt, body }) => askForPassword(rt, body.email),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/new-password',
    summary: 'Choose a new password with a link',
    description: 'Ends every session of the person. Signing in is a step of its own.',
    tag: 'Signing in',
    access: { public: 'The link’s token is what it checks' },
    body: ResetPassword,
    example: { token, password: 'four quiet rivers run' },
    response: { 204: null },
    ratePerMinute: 60,
    handler: async ({ rt, body }) => resetPassword(rt, body),
  }),
];

const own: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/me/security',
    summary: 'How I sign in',
    tag: 'My account',
    access: everyone,
    response: { 200: MySecurity },
    handler: async ({ rt, actor }) => readSecurity(rt, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/me/proof',
    summary: 'Show again that it is me',
    description: 'Sensitive changes ask for this (`proof_needed`) when it was not done for ten minutes.',
    tag: 'My account',
    access: everyone,
    body: Proof,
    example: { password: 'sampark-demo' },
    response: { 204: null },
    ratePerMinute: 30,
    handler: async ({ rt, actor, body, request }) => prove(rt, actor, body.password, request.ip),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/me/second-factor',
    summary: 'Begin to set up a second factor',
    description: 'Nothing is asked for until a code has confirmed it.',
    tag: 'My account',
    access: everyone,
    response: { 200: NewFactor },
    ratePerMinute: 30,
    handler: async ({ rt, actor }) => beginOwnFactor(rt, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/me/second-factor/confirm',
    summary: 'Confirm my second factor with its first code',
    tag: 'My account',
    access: everyone,
    body: ConfirmFactor,
    example: { code: '123456' },
    response: { 200: RecoveryCodes },
    ratePerMinute: 30,
    handler: async ({ rt, actor, body }) => ({
      recovery_codes: await confirmOwnFactor(rt, actor, body.code),
    }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/me/second-factor/recovery-codes',
    summary: 'Make new recovery codes in place of the old ones',
    tag: 'My account',
    access: everyone,
    response: { 200: RecoveryCodes },
    ratePerMinute: 30,
    handler: async ({ rt, actor }) => ({ recovery_codes: await renewRecoveryCodes(rt, actor) }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/me/second-factor/removal',
    summary: 'Remove my second factor',
    description:
      'Needs the password (of who has none, a fresh sign-in at the provider) and a code, and that the workspace does not ' +
      'require one.',
    tag: 'My account',
    access: everyone,
    body: RemoveFactor,
    example: { password: 'sampark-demo', code: '123456' },
    response: { 204: null },
    ratePerMinute: 30,
    handler: async ({ rt, actor, body, request }) => removeOwnFactor(rt, actor, body, request.ip),
  }),
];

const others: AnyRoute[] = [
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/users/:id/second-factor',
    summary: 'Reset a colleague’s second factor',
    description: 'Ends the person’s sessions.',
    tag: 'Users',
    access: { roles: ['admin'] },
    resources: { id: 'user' },
    params: IdParams,
    response: { 204: null },
    handler: async ({ rt, actor, params }) => resetFactor(rt, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/users/:id/password-link',
    summary: 'Make a link with which a colleague chooses a new password',
    description: 'It works once, for a day.',
    tag: 'Users',
    access: { roles: ['admin'] },
    resources: { id: 'user' },
    params: IdParams,
    response: { 201: PasswordLink },
    handler: async ({ rt, actor, params }) => makePasswordLink(rt, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/workspace/sign-in',
    summary: 'How the workspace’s people sign in',
    tag: 'Workspace',
    access: { roles: ['admin'] },
    response: { 200: SignInSettings },
    handler: async ({ rt, actor }) => readSignIn(rt.db, actor.workspace_id),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/workspace/sign-in',
    summary: 'Change how the workspace’s people sign in',
    tag: 'Workspace',
    access: { roles: ['admin'] },
    body: ChangeSignIn,
    example: { second_factor_required: true },
    response: { 200: SignInSettings },
    handler: async ({ rt, actor, body }) => changeSignIn(rt, actor, body),
  }),
];

export const signInRoutes: AnyRoute[] = [...steps, ...own, ...others];
