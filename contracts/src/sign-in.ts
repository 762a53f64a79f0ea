// The second step of signing in, proving again who one is, a forgotten password, and how a workspace's people sign in.
import { Type, type Static } from 'typebox';
import { JoinToken, Password, SignedIn } from './accounts.ts';
import { Instant, Nullable } from './domain.ts';

/** A ticket or a link: both work once. */
const Token = JoinToken;
/** Six digits, or a recovery code however it was typed. */
const Code = Type.String({ minLength: 6, maxLength: 40 });

export const SecondStep = Type.Object({
  second_step: Type.Enum(['code', 'enrol'], {
    description:
      '`code`: ask for one. `enrol`: the workspace requires a second factor, and this person has none',
  }),
  ticket: Type.String({ description: 'For the next step alone; it is no session' }),
  expires_in: Type.Integer({ description: 'Seconds' }),
});
export type SecondStep = Static<typeof SecondStep>;

export const SignInAnswer = Type.Union([SignedIn, SecondStep]);
export type SignInAnswer = Static<typeof SignInAnswer>;

export const CodeStep = Type.Object({ ticket: Token, code: Code }, { additionalProperties: false });
export const EnrolStep = Type.Object({ ticket: Token }, { additionalProperties: false });

export const NewFactor = Type.Object({
  secret: Type.String({ description: 'To be typed into the authenticator, in groups of four' }),
  uri: Type.String({ description: 'What the QR code says' }),
  qr: Type.String({ description: 'The QR code as an SVG picture (data URI)' }),
});
export type NewFactor = Static<typeof NewFactor>;

export const RecoveryCodes = Type.Object({
  recovery_codes: Type.Array(Type.String(), { description: 'Shown once; each works once' }),
});

/** The session, and the codes of the second factor it was set up with. */
export const EnrolledAndSignedIn = Type.Object({ ...SignedIn.properties, ...RecoveryCodes.properties });
export type EnrolledAndSignedIn = Static<typeof EnrolledAndSignedIn>;

export const ConfirmFactor = Type.Object({ code: Code }, { additionalProperties: false });
export const RemoveFactor = Type.Object(
  { password: Type.Optional(Password), code: Code },
  { additionalProperties: false },
);
export type RemoveFactor = Static<typeof RemoveFactor>;
export const Proof = Type.Object({ password: Password }, { additionalProperties: false });

export const MySecurity = Type.Object({
  password: Type.Boolean({ description: 'Signs in with a password; otherwise through the provider alone' }),
  single_sign_on: Type.Boolean({ description: 'Has signed in through the provider, and may again' }),
  second_factor: Nullable(Type.Object({ since: Instant, recovery_codes_left: Type.Integer() })),
  second_factor_required: Type.Boolean(),
});
export type MySecurity = Static<typeof MySecurity>;

export const SignInOptions = Type.Object({
  password_by_mail: Type.Boolean({ description: 'A forgotten password is mended by e-mail' }),
  single_sign_on: Type.Enum(['none', 'one', 'by_email'], {
    description: '`by_email`: there are several providers, and the address says which',
  }),
});
export type SignInOptions = Static<typeof SignInOptions>;

export const ForgottenPassword = Type.Object(
  { email: Type.String({ minLength: 3, maxLength: 254 }) },
  { additionalProperties: false },
);
export const ResetPassword = Type.Object(
  { token: Token, password: Password },
  { additionalProperties: false },
);
export type ResetPassword = Static<typeof ResetPassword>;
export const PasswordLink = Type.Object({
  link: Type.String({ description: 'Give this to the person. It is shown once; only its hash is kept.' }),
  expires_at: Instant,
});

export const SignInSettings = Type.Object({ second_factor_required: Type.Boolean() });
export type SignInSettings = Static<typeof SignInSettings>;
export const ChangeSignIn = Type.Object(
  { second_factor_required: Type.Optional(Type.Boolean()) },
  { additionalProperties: false, minProperties: 1 },
);
export type ChangeSignIn = Static<typeof ChangeSignIn>;
