// What an operator can do to the Macs and to the people who write to them.
import { ControlError, itemsOf, required } from '../core/control.ts';
import { numberOf } from '../core/json.ts';
import type { ControlHandler, Simulation } from '../core/simulation.ts';
import type { MacEvents } from './events.ts';
import type { Mac, Macs } from './macs.ts';

function publicMac(mac: Mac): Record<string, unknown> {
  const { name, password, address, per_day, moving_day, private_api, banned, webhooks, messages } = mac;
  return {
    name,
    password,
    address,
    per_day,
    moving_day,
    private_api,
    banned,
    webhooks,
    messages: messages.size,
  };
}

export function imessageControl(
  simulation: Simulation,
  macs: Macs,
  events: MacEvents,
): Record<string, ControlHandler> {
  const macOf = (body: Record<string, unknown>): Mac => {
    const name = required(body, 'account', 'name', 'address');
    const mac = macs.byName.get(name) ?? [...macs.byName.values()].find((one) => one.address === name);
    if (!mac) throw new ControlError(`no such server: ${name}`, 404);
    return mac;
  };
  const setBanned = (body: Record<string, unknown>, banned: boolean): Record<string, unknown> => {
    const mac = macOf(body);
    mac.banned = banned;
    if (!banned) mac.throttledUntil = 0;
    macs.store(mac);
    return publicMac(mac);
  };
  return {
    'POST accounts': (body) => ({
      accounts: itemsOf(body, 'accounts').map((item) => publicMac(macs.create(item))),
    }),
    'GET accounts': () => ({ accounts: [...macs.byName.values()].map(publicMac) }),
    'PATCH settings': (body) => {
      const share = numberOf(body['own_new_message_twice']);
      if (share !== undefined) events.announcedTwice = share;
      return { own_new_message_twice: events.announcedTwice };
    },
    'POST inbound': (body) => {
      const message = events.inbound(macOf(body), required(body, 'from'), required(body, 'text', 'button'));
      return { guid: message.guid };
    },
    'POST offline': (body) => ({ offline: (macOf(body).offline = true) }),
    'POST online': (body) => ({ offline: (macOf(body).offline = false) }),
    'POST ban': (body) => setBanned(body, true),
    'POST unban': (body) => setBanned(body, false),
    'POST throttle': (body) => {
      const mac = macOf(body);
      mac.throttledUntil = simulation.now() + (numberOf(body['seconds']) ?? 60) * 1000;
      return { throttled_until: new Date(mac.throttledUntil).toISOString() };
    },
  };
}
