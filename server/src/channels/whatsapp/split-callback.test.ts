import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhatsappCallback } from './read-callback.ts';
import { splitWhatsappCallback } from './split-callback.ts';

const odd = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.constant({}), fc.constant([]));
const id = fc.constantFrom('wamid.1', 'wamid.2', 7, undefined);
const person = fc.constantFrom('8801711000001', '+8801711000002', 8801711000003, undefined);
const status = fc.record({ id, status: fc.constantFrom('sent', 'read', 'failed', 'odd'), errors: odd });
const message = fc.record({
  ...{ id, from: person, type: fc.constantFrom('text', 'system', 'image') },
  text: fc.constant({ body: 'Hi' }),
});
const preference = fc.record({
  ...{ wa_id: person, value: fc.constantFrom('stop', 'resume', 'x') },
  category: fc.constant('marketing_messages'),
});
const several = (one: fc.Arbitrary<unknown>) => fc.array(fc.oneof({ weight: 5, arbitrary: one }, odd));
const value = fc.record(
  {
    metadata: fc.constantFrom({ phone_number_id: '100' }, { phone_number_id: 101 }, 'x'),
    contacts: several(fc.record({ wa_id: person, profile: fc.record({ name: fc.string() }) })),
    statuses: several(status),
    messages: several(message),
    user_preferences: several(preference),
    event: fc.constantFrom('DISABLED_UPDATE', 'FLAGGED', 'APPROVED'),
  },
  { requiredKeys: [] },
);
const field = fc.constantFrom('messages', 'user_preferences', 'account_update', 'else');
const change = fc.record({ field, value: fc.oneof({ weight: 9, arbitrary: value }, odd) });
const entry = fc.record({ id: fc.constantFrom('WABA', 9), changes: several(change) });
const body = fc.record({ object: fc.constant('whatsapp_business_account'), entry: several(entry) });

describe('the parts of a callback', () => {
  it('say one after the other what the whole says, each one thing at most', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 20, arbitrary: body }, odd), (payload) => {
        const parts = splitWhatsappCallback(payload);
        if (parts.length === 1) expect(parts[0]).toBe(payload);
        if (parts.length === 1) return;
        expect(parts.flatMap(readWhatsappCallback)).toEqual(readWhatsappCallback(payload));
        for (const part of parts) expect(readWhatsappCallback(part).length).toBeLessThan(2);
      }),
    );
  });

  it('keep the number they are about, and of the contacts their own', () => {
    const metadata = { phone_number_id: '100' };
    const contacts = [{ wa_id: '1', profile: { name: 'Rahim' } }, { wa_id: '2' }];
    const messages = [{ from: '1', id: 'a' }];
    const value = { metadata, contacts, statuses: [{ id: 's' }], messages };
    const payload = { object: 'o', entry: [{ id: 'WABA', changes: [{ field: 'messages', value }] }] };
    const part = (one: object) => ({
      object: 'o',
      entry: [{ id: 'WABA', changes: [{ field: 'messages', value: { metadata, ...one } }] }],
    });
    expect(splitWhatsappCallback(payload)).toEqual([
      part({ statuses: [{ id: 's' }] }),
      part({ contacts: [contacts[0]], messages }),
    ]);
  });
});
