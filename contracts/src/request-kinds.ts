// What people ask for about their data, how it comes, and the months an answer may take. No schema here: the dashboard loads it
// with its addresses.
export const requestKinds = ['copy', 'erasure', 'correction', 'objection'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** How a request can reach us through a colleague or another system; `preference_page` is the person's own act. */
export const requestWays = ['phone', 'letter', 'email', 'meeting', 'message', 'api'] as const;
export type RequestWay = (typeof requestWays)[number] | 'preference_page';

export const requestStates = ['open', 'completed', 'refused'] as const;

/** Months to answer in, and those an extension adds (GDPR Article 12(3)). */
export const answerMonths = 1;
export const extensionMonths = 2;
/** Those who work on requests are told this many days before the last day. */
export const warnDays = 7;

export const requestSteps = ['received', 'assigned', 'noted', 'extended', 'completed', 'refused'] as const;
