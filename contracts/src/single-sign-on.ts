// Signing in at the provider of one's organisation (OpenID Connect), and its settings.
import { Type, type Static } from 'typebox';
import { Instant, Nullable, Uuid } from './domain.ts';
import { SignInAnswer } from './sign-in.ts';

export const StartSingleSignOn = Type.Object(
  {
    email: Type.Optional(Type.String({ minLength: 3, maxLength: 254 })),
    popup: Type.Optional(Type.Boolean({ description: 'In a window of its own; said again when it is back' })),
  },
  { additionalProperties: false },
);
export type StartSingleSignOn = Static<typeof StartSingleSignOn>;

export const StartedSingleSignOn = Type.Object({
  url: Type.String({ description: 'Where the browser goes next: the provider' }),
});
export type StartedSingleSignOn = Static<typeof StartedSingleSignOn>;

export const FinishSingleSignOn = Type.Object(
  {
    workspace: Uuid,
    query: Type.String({
      maxLength: 8_000,
      description: 'What the provider added to the address, as it came',
    }),
  },
  { additionalProperties: false },
);
export type FinishSingleSignOn = Static<typeof FinishSingleSignOn>;

export const FinishedSingleSignOn = Type.Object({
  purpose: Type.Enum(['sign_in', 'prove']),
  popup: Type.Boolean(),
  answer: Nullable(SignInAnswer),
});
export type FinishedSingleSignOn = Static<typeof FinishedSingleSignOn>;

export const LoggedOut = Type.Object({
  provider_url: Type.String({ description: 'Go there to sign out at the provider too' }),
});
export type LoggedOut = Static<typeof LoggedOut>;

const Domain = Type.String({
  maxLength: 253,
  pattern: '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$',
  description: 'As in an e-mail address, in small letters',
});
const Provisioned = Nullable(Type.Enum(['standard', 'compliance']));

const providerFields = {
  issuer: Type.String({ minLength: 8, maxLength: 500, description: 'As the provider’s documents call it' }),
  client_id: Type.String({ minLength: 1, maxLength: 300, pattern: '^[\\x21-\\x7e]+$' }),
  domains: Type.Array(Domain, { minItems: 1, maxItems: 50, uniqueItems: true }),
  enabled: Type.Boolean(),
  password_allowed: Type.Boolean({
    description: 'Of people of these domains. An administrator’s password is always taken',
  }),
  default_role: Provisioned,
  two_step_acr: Nullable(Type.String({ minLength: 1, maxLength: 300, pattern: '^[\\x21-\\x7e]+$' })),
};

export const ChangeProvider = Type.Object(
  {
    ...providerFields,
    client_secret: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1_000,
        pattern: '^[\\x20-\\x7e]+$',
        description: 'Left out, the kept one stays. A new issuer or client needs its own',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ChangeProvider = Static<typeof ChangeProvider>;

export const Provider = Type.Object({
  ...providerFields,
  client_secret_set: Type.Boolean({ description: 'It is never shown again' }),
  /** People who have signed in through it. */
  people: Type.Integer(),
  updated_at: Instant,
});
export type Provider = Static<typeof Provider>;

export const ProviderSettings = Type.Object({
  provider: Nullable(Provider),
  redirect_uri: Type.String({ description: 'To be entered at the provider, exactly' }),
  signed_out_uri: Type.String({ description: 'Where the provider leads back to after signing out' }),
});
export type ProviderSettings = Static<typeof ProviderSettings>;

export const checkFindings = [
  'not_an_address',
  'not_https',
  'address_refused',
  'no_connection',
  'no_answer_in_time',
  'no_document',
  'not_a_document',
  'other_issuer',
  'endpoint_missing',
  'endpoint_not_https',
  'keys_unreadable',
  'client_refused',
  'client_unclear',
] as const;
export type CheckFinding = (typeof checkFindings)[number];

export const CheckProvider = Type.Object(
  {
    issuer: providerFields.issuer,
    client_id: providerFields.client_id,
    client_secret: ChangeProvider.properties.client_secret,
  },
  { additionalProperties: false },
);
export type CheckProvider = Static<typeof CheckProvider>;

export const CheckedProvider = Type.Object({
  ok: Type.Boolean(),
  finding: Nullable(Type.Enum([...checkFindings])),
  detail: Nullable(Type.String({ description: 'The address or the word it is about' })),
  signs_out: Type.Boolean({ description: 'It offers to end its own session too' }),
});
export type CheckedProvider = Static<typeof CheckedProvider>;
