// A link's own address: what it says, that nobody else can make one, and that it fits where it is shown before.
import { randomUUID } from 'node:crypto';
import { countedLink, visitTokenLength } from '@sampark/contracts/counted-links.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeys } from '../security/seal.ts';
import { readVisitToken, visitToken } from './token.ts';

const keys = createKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2));
const others = createKeys(Buffer.alloc(32, 3), Buffer.alloc(32, 2));
const message_id = '0198c0de-0000-8000-8000-00000000abcd';
const token = visitToken(keys, 7, message_id);

it('says which link of which message, in letters and digits of one length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0xffff_ffff }), fc.uuid(), (link_id, id) => {
      const made = visitToken(keys, link_id, id);
      expect(made).toMatch(/^[0-9A-Za-z]{48}$/);
      expect(readVisitToken(keys, made)).toEqual({ link_id, message_id: id });
    }),
  );
});

it('is as long as what stands for it in previews', () => {
  for (const number of [1, 12, 999])
    expect(countedLink('https://s.example', number)).toHaveLength('https://s.example/l/'.length + visitTokenLength);
}); // prettier-ignore

describe('anything else is none of ours', () => {
  it.each([
    ['nothing', ''],
    ['cut off', token.slice(0, -1)],
    ['longer', `${token}0`],
    ['the stand-in', countedLink('', 1).slice(3)],
    ['another sign', `${token.slice(0, -1)}-`],
    ['a number that does not fit', `zzzzzz${token.slice(6)}`],
    ['of another link', visitToken(keys, 8, message_id).slice(0, 6) + token.slice(6)],
    ['of another message', token.slice(0, 6) + visitToken(keys, 7, randomUUID()).slice(6, 30) + token.slice(30)],
    ['with another hash', token.slice(0, 30) + visitToken(keys, 8, message_id).slice(30)],
    ['of another installation', visitToken(others, 7, message_id)],
    ['in another case', token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase()],
  ])('%s', (_, given) => expect(readVisitToken(keys, given)).toBeUndefined()); // prettier-ignore

  it('each single sign changed', () => {
    for (let at = 0; at < token.length; at++) {
      const sign = token[at] === '1' ? '2' : '1';
      expect(readVisitToken(keys, token.slice(0, at) + sign + token.slice(at + 1))).toBeUndefined();
    }
  });

  it('whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        expect(readVisitToken(keys, given)).toBeUndefined();
      }),
    );
  });
});
