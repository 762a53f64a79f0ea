// A WhatsApp callback of many updates → one callback for each. Guaranteed: read one after the other they say exactly
// what the whole says; what is in no list of updates stays in one piece.
import { asObject, idAt, listAt, objectAt, textAt, type Json } from '../json.ts';

export function splitWhatsappCallback(payload: unknown): unknown[] {
  const body = asObject(payload);
  if (isPlain(body)) return [payload];
  const parts = listAt(body, 'entry').flatMap((entry) =>
    listAt(asObject(entry), 'changes').flatMap((change) =>
      splitChange(change).map((one) => ({ ...body, entry: [{ ...asObject(entry), changes: [one] }] })),
    ),
  );
  return parts.length > 1 ? parts : [payload];
}

/** One status and nothing else. */
function isPlain(body: Json | undefined): boolean {
  const [entry, otherEntry] = listAt(body, 'entry');
  const [change, otherChange] = listAt(asObject(entry), 'changes');
  if (otherEntry !== undefined || otherChange !== undefined) return false;
  const value = objectAt(asObject(change), 'value');
  return listAt(value, 'statuses').length === 1 && value?.messages === undefined;
}

function splitChange(change: unknown): unknown[] {
  const value = objectAt(asObject(change), 'value');
  if (!value) return [change];
  const values = splitValue(textAt(asObject(change), 'field'), value);
  return values.length > 1 ? values.map((one) => ({ ...asObject(change), value: one })) : [change];
}

function splitValue(field: string | undefined, value: Json): Json[] {
  const { statuses: _s, messages: _m, user_preferences: _p, contacts: _c, ...rest } = value;
  if (field === 'user_preferences')
    return listAt(value, 'user_preferences').map((one) => ({ ...rest, user_preferences: [one] }));
  if (field !== 'messages') return [];
  const contacts = listAt(value, 'contacts');
  return [
    ...listAt(value, 'statuses').map((one) => ({ ...rest, statuses: [one] })),
    ...listAt(value, 'messages').map((one) => {
      const from = idAt(asObject(one), 'from');
      return {
        ...rest,
        contacts: contacts.filter((contact) => idAt(asObject(contact), 'wa_id') === from),
        messages: [one],
      };
    }),
  ];
}
