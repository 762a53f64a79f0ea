// POST /{phone-number-id}/messages, read downwards: shape, account, limits, template, window, acceptance.
import type { Call } from '../core/http.ts';
import { arrayOf, objectOf, textOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { PhoneNumber, WhatsAppAccounts } from './accounts.ts';
import { graphError, type GraphError } from './errors.ts';
import { templateChoices, type Accepted, type Lifecycle } from './lifecycle.ts';
import { checkParameters } from './check-parameters.ts';
import { templateButtons, type Template, type Templates } from './templates.ts';
import { validateMessage, type Outgoing } from './validate-message.ts';

/** Reported late, as a failed status, unless the behaviour says `sync_errors`. */
const LATE_ERRORS = new Set([131026, 131047, 131049, 131050, 130472]);
const TIER_ERROR = 131048;
const DAY_ERROR = 80007;

export interface SendFloor {
  simulation: Simulation;
  accounts: WhatsAppAccounts;
  templates: Templates;
  lifecycle: Lifecycle;
  /** People who stopped marketing from a WABA: `waba|wa_id`. */
  stoppedMarketing: Set<string>;
  /** A name unlike any other start of the process, so that message ids never repeat. */
  run: string;
}

export interface SendCounter {
  next: number;
}

const isError = (value: object | undefined): value is GraphError => value !== undefined && 'http' in value;

export function sendMessage(
  floor: SendFloor,
  counter: SendCounter,
  call: Call,
  number: PhoneNumber,
  body: Record<string, unknown>,
): GraphError | Record<string, unknown> {
  const { simulation, lifecycle } = floor;
  const fault = simulation.sendFault(call);
  if (fault === 'silent') return {};
  if (fault === 'transient') return graphError(131000);
  const outgoing = validateMessage(body);
  if (isError(outgoing)) return outgoing;
  if (outgoing.to === number.display_phone_number.replace(/\D/g, '')) return graphError(131021);
  const held = accountError(simulation, number);
  if (held) return held;
  const windowOpen = lifecycle.windowOpen(number.phone_number_id, outgoing.to);
  const limited = limitError(floor, number, outgoing, windowOpen);
  if (limited) return limited;

  const template = outgoing.template ? templateFor(floor, number, outgoing.template) : undefined;
  if (isError(template)) return template;
  const failure = personError(floor, number, outgoing, template, windowOpen);
  if (failure !== undefined && (simulation.behaviour.sync_errors || !LATE_ERRORS.has(failure))) {
    return graphError(failure);
  }
  return acceptMessage(floor, counter, call, number, outgoing, template, { windowOpen, failure });
}

function accountError(simulation: Simulation, number: PhoneNumber): GraphError | undefined {
  const forced = simulation.forcedError(number.phone_number_id);
  if (forced !== undefined) return graphError(Number(forced), 'forced through the control API');
  if (number.banned !== undefined) return graphError(number.banned, 'Account has been locked');
  const wait = number.throttledUntil - simulation.now();
  if (wait > 0) return graphError(130429, 'Too many messages sent', { retryAfter: Math.ceil(wait / 1000) });
  return undefined;
}

/** Counts every breach of a window that this send would make; refuses it for the first one. */
function limitError(
  floor: SendFloor,
  number: PhoneNumber,
  outgoing: Outgoing,
  windowOpen: boolean,
): GraphError | undefined {
  const { simulation, accounts } = floor;
  const now = simulation.now();
  const account = number.phone_number_id;
  const tier = accounts.tierOf(number);
  let first: GraphError | undefined;
  const breach = (kind: string, error: GraphError): void => {
    simulation.ledger.violate(kind, account);
    first ??= error;
  };
  if (number.perSecond.breaches(now)) {
    breach(
      'per_second',
      graphError(130429, 'Cloud API message throughput has been reached.', { retryAfter: 1 }),
    );
  }
  if (number.pair.breaches(outgoing.to, now)) {
    breach(
      'pair',
      graphError(131056, 'Too many messages sent from this phone number to the same recipient.'),
    );
  }
  if (number.perDay.breaches(now)) {
    const retryAfter = Math.ceil(number.perDay.waitMs(now) / 1000);
    breach('per_day', graphError(DAY_ERROR, 'The daily cap of this number is used up.', { retryAfter }));
  }
  if (!windowOpen && outgoing.template && tier.breaches(outgoing.to, now)) {
    breach('tier', graphError(TIER_ERROR, 'The messaging limit of the business portfolio is used up.'));
  }
  return simulation.behaviour.enforce_limits ? first : undefined;
}

function templateFor(
  floor: SendFloor,
  number: PhoneNumber,
  sent: Record<string, unknown>,
): Template | GraphError {
  const name = textOf(sent['name']) ?? '';
  const language = textOf(objectOf(sent['language'])['code']) ?? '';
  const template = floor.templates.find(number.waba_id, name, language);
  const absent = `template name (${name}) does not exist in ${language}`;
  if (!template) return graphError(132001, absent);
  if (template.status === 'PAUSED') return graphError(132015, 'Template is paused due to low quality');
  if (template.status === 'DISABLED') return graphError(132016, 'Template is disabled due to low quality');
  if (template.status !== 'APPROVED') return graphError(132001, absent);
  return checkParameters(template, sent['components']) ?? template;
}

/** What stands in the way on the person's side, if anything. */
function personError(
  floor: SendFloor,
  number: PhoneNumber,
  outgoing: Outgoing,
  template: Template | undefined,
  windowOpen: boolean,
): number | undefined {
  const { people } = floor.simulation;
  const own = Number(people.failure(outgoing.to));
  if (Number.isInteger(own)) return own;
  if (!template && !windowOpen) return 131047;
  if (!people.isRegistered(outgoing.to)) return 131026;
  const stopped = floor.stoppedMarketing.has(`${number.waba_id}|${outgoing.to}`);
  return stopped && template?.category === 'MARKETING' ? 131050 : undefined;
}

function acceptMessage(
  floor: SendFloor,
  counter: SendCounter,
  call: Call,
  number: PhoneNumber,
  outgoing: Outgoing,
  template: Template | undefined,
  state: { windowOpen: boolean; failure: number | undefined },
): Record<string, unknown> {
  const { simulation, accounts } = floor;
  const now = simulation.now();
  const key = outgoing.opaque ?? simulation.headerKey(call);
  counter.next += 1;
  const wamid = `wamid.HBgN${Buffer.from(`${outgoing.to}>${floor.run}>${counter.next}`).toString('base64')}`;
  number.perSecond.take(now);
  number.pair.take(outgoing.to, now);
  number.perDay.take(now);
  const chargeTier = !state.windowOpen && template !== undefined;
  if (chargeTier) accounts.tierOf(number).take(outgoing.to, now);
  const buttons = template
    ? templateChoices(templateButtons(template), arrayOf(outgoing.template?.['components']).map(objectOf))
    : [];
  const message: Accepted = {
    number: number.phone_number_id,
    wamid,
    to: outgoing.to,
    opaque: outgoing.opaque,
    category: template ? template.category.toLowerCase() : 'service',
    choices: template ? buttons : outgoing.choices,
    tierAt: chargeTier ? now : undefined,
  };
  simulation.accept(call, key, outgoing.to, number.phone_number_id);
  floor.lifecycle.start(message, key, state.failure, () => JSON.stringify(outgoing));
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: outgoing.to, wa_id: outgoing.to }],
    messages: [template ? { id: wamid, message_status: 'accepted' } : { id: wamid }],
  };
}
