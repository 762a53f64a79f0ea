// Meta's error codes as the Cloud API answers them. Source: the table in channel-protocols.md §A. 132018 is not in it: people
// who sent a line break in a value report HTTP 400 with this code and these details (tests of 30 June 2026 on GitHub, and
// support.beeoneten.com, which dates it to Graph API 23.0).
import { randomText, type RandomSource } from '../core/random.ts';

export interface GraphError {
  code: number;
  http: number;
  title: string;
  subcode?: number;
  details?: string;
  /** Seconds, sent as a Retry-After header. */
  retryAfter?: number;
}

const TABLE: Record<number, [http: number, title: string]> = {
  0: [401, 'AuthException'],
  1: [400, 'API Unknown'],
  2: [503, 'API Service'],
  3: [500, 'API Method'],
  4: [400, 'API Too Many Calls'],
  10: [403, 'API Permission Denied'],
  33: [400, 'Parameter value is not valid'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Access token has expired'],
  200: [403, 'API Permission'],
  368: [403, 'Temporarily blocked for policies violations'],
  80007: [400, 'Rate limit issues'],
  130429: [400, 'Rate limit hit'],
  130472: [400, "User's number is part of an experiment"],
  130497: [403, 'Business account is restricted from messaging users in this country.'],
  131000: [500, 'Something went wrong'],
  131005: [403, 'Access denied'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [500, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable'],
  131031: [403, 'Account has been locked'],
  131037: [400, 'WhatsApp provided number needs display name approval before message can be sent.'],
  131042: [400, 'Business eligibility payment issue'],
  131045: [500, 'Incorrect certificate'],
  131047: [400, 'Re-engagement message'],
  131048: [400, 'Spam rate limit hit'],
  131049: [400, 'This message was not delivered to maintain healthy ecosystem engagement.'],
  131050: [400, 'User has stopped receiving marketing messages from this business'],
  131051: [400, 'Unsupported message type'],
  131052: [400, 'Media download error'],
  131053: [400, 'Media upload error'],
  131056: [400, '(Business Account, Consumer Account) pair rate limit hit'],
  131057: [500, 'Account in maintenance mode'],
  132000: [400, 'Template Param Count Mismatch'],
  132001: [404, 'Template does not exist'],
  132005: [400, 'Template Hydrated Text Too Long'],
  132007: [400, 'Template Format Character Policy Violated'],
  132012: [400, 'Template Parameter Format Mismatch'],
  132015: [400, 'Template is Paused'],
  132016: [400, 'Template is Disabled'],
  132018: [400, 'There’s an issue with the parameters in your template'],
  133004: [503, 'Server Temporarily Unavailable'],
  133010: [400, 'Phone number not registered'],
  133015: [400, 'Please wait a few minutes before attempting to register this phone number'],
  133016: [400, 'Account register deregister rate limit exceeded'],
  135000: [400, 'Generic user error'],
};

export const GRAPH_ERROR_CODES = Object.keys(TABLE).map(Number);

export function graphError(code: number, details?: string, more: Partial<GraphError> = {}): GraphError {
  const [http, title] = TABLE[code] ?? [code >= 200 && code <= 299 ? 403 : 400, 'Unknown error'];
  return { code, http, title, ...(details === undefined ? {} : { details }), ...more };
}

/** The envelope. `message` carries the code in front, as Meta's own does. */
export function errorEnvelope(error: GraphError, random: RandomSource): unknown {
  return {
    error: {
      message: `(#${error.code}) ${error.title}`,
      type: 'OAuthException',
      code: error.code,
      ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
      ...(error.details === undefined
        ? {}
        : { error_data: { messaging_product: 'whatsapp', details: error.details } }),
      fbtrace_id: randomText(random, 23),
    },
  };
}

/** One entry of `errors` in a failed status. */
export function statusError(code: number, details?: string): unknown {
  const { title } = graphError(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? `${title}.` },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
