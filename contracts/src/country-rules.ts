// What the place where a person lives adds to a workspace's own quiet hours and caps. It only ever makes them stricter.
import { Type, type Static } from 'typebox';
import { Nullable, PurposeSchema } from './domain.ts';

const Minute = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 code, such as BD' });

export const CountryRule = Type.Object(
  {
    country: Country,
    purposes: Type.Array(PurposeSchema, {
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
      description: 'Messages it is about; service messages only where it says so',
    }),
    quiet_hours: Nullable(
      Type.Object({ start: Minute, end: Minute }, { additionalProperties: false, description: 'Local time' }),
    ),
    quiet_days: Type.Array(Type.Integer({ minimum: 0, maximum: 6 }), {
      maxItems: 6,
      uniqueItems: true,
      description: 'Days of the week on which nothing goes, 0: Sunday',
    }),
    weekly_cap: Nullable(Type.Integer({ minimum: 0, maximum: 10_000 })),
    opt_out_line: Type.Optional(
      Type.Boolean({ description: 'Their messages say how to stop them, whatever the workspace chose' }),
    ),
    source: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S', description: 'What it rests on' }),
  },
  { additionalProperties: false },
);
export type CountryRule = Static<typeof CountryRule>;

export const CountryRuleSet = Type.Object(
  { items: Type.Array(CountryRule, { maxItems: 250, description: 'One a country' }) },
  { additionalProperties: false },
);

export const CountryRules = Type.Object({
  items: Type.Array(CountryRule, { description: 'By country' }),
  defaults: Type.Array(CountryRule, { description: 'What a new workspace starts with' }),
  version: Type.Integer({ description: 'For If-Match' }),
});

const nothing = { purposes: ['marketing' as const], quiet_hours: null, quiet_days: [], weekly_cap: null };
const hours = (start: string, end: string) => ({ quiet_hours: { start, end } });

/**
 * Starting points from published rules for promotional text messages, read for messengers too. Where sources differ, the
 * stricter. A workspace's compliance people own them from then on.
 */
export const defaultCountryRules: readonly CountryRule[] = [
  {
    ...nothing,
    ...{ country: 'AE', ...hours('21:00', '07:00') },
    source: 'TDRA, unsolicited electronic communications: no promotional messages 21:00-07:00',
  },
  {
    ...nothing,
    ...{ country: 'BD', ...hours('21:00', '09:00'), weekly_cap: 21 },
    source:
      'BTRC: no promotional campaign at night (the minister’s instruction of 15 May 2016 names midnight to dawn; kept on the careful side) and at most three a day',
  },
  {
    ...nothing,
    ...{ country: 'BR', ...hours('22:00', '09:00'), quiet_days: [0] },
    source: 'Brazilian carriers: no marketing 22:00-09:00 or on Sundays (Twilio, SMS guidelines for Brazil)',
  },
  {
    ...nothing,
    ...{ country: 'FR', ...hours('22:00', '08:00'), quiet_days: [0] },
    source:
      'French operators: no marketing 22:00-08:00, on Sundays or public holidays; holidays are not known here: plan around them',
  },
  {
    ...nothing,
    ...{ country: 'IN', ...hours('21:00', '09:00') },
    source: 'TRAI, Telecom Commercial Communications Customer Preference rules: promotions 09:00-21:00',
  },
  {
    ...nothing,
    ...{ country: 'JO', ...hours('21:00', '07:00') },
    source: 'TRC instructions on promotional messages: none 21:00-07:00',
  },
  {
    ...nothing,
    ...{ country: 'TH', ...hours('21:00', '09:00') },
    source: 'Thai regulator: no marketing 21:00-09:00 (Twilio, SMS guidelines for Thailand)',
  },
  {
    ...nothing,
    ...{ country: 'US', ...hours('21:00', '08:00') },
    source: '47 CFR 64.1200(c)(1) (TCPA): not before 8 a.m. or after 9 p.m. where the person is',
  },
];
