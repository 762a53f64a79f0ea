import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeys } from '../security/seal.ts';
import { choose, type Box } from './choose.ts';
import { linkDays, readLink, signLink, tokenLength } from './link.ts';
import { privateLinkStandIn, withPrivateLink } from './private-link.ts';

const keys = createKeys(randomBytes(32), randomBytes(32));
const now = new Date('2026-11-20T12:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('the signed link', () => {
  it('says who, which version and until when, and reads the same all day', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 2 ** 24 - 1 }), (id, version) => {
        const token = signLink(keys, id, version, now);
        expect(token).toMatch(/^[\w-]+$/);
        expect(token).toHaveLength(tokenLength);
        expect(signLink(keys, id, version, later(0.4))).toBe(token);
        expect(readLink(keys, token, now)).toMatchObject({ prospect_id: id, version });
      }),
    );
  });

  it('ends', () => {
    const token = signLink(keys, randomUUID(), 1, now);
    expect(readLink(keys, token, later(linkDays))).toMatchObject({ version: 1 });
    expect(readLink(keys, token, later(linkDays + 1))).toBe('ended');
  });

  it('with any bit changed, under another key or for another purpose, is nothing', () => {
    const token = signLink(keys, randomUUID(), 1, now);
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readLink(keys, forged.toString('base64url'), now), `bit ${bit}`).toBeUndefined();
    }
    const others = createKeys(randomBytes(32), randomBytes(32));
    expect(readLink(others, token, now)).toBeUndefined();
    const sameKeyElsewhere = {
      ...keys,
      derive: (purpose: string) => keys.derive(`${purpose}-of-another-kind`),
    };
    expect(readLink(sameKeyElsewhere, token, now)).toBeUndefined();
    for (const bad of ['', token.slice(1), `${token}A`, `${token}=`, token.toUpperCase()])
      expect(readLink(keys, bad, now), bad).toBeUndefined();
  });

  it('any text is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readLink(keys, text, now)).toBeUndefined();
      }),
    );
  });
});

describe('the stand-in of a link', () => {
  const url = 'https://send.example.test';
  const mark = privateLinkStandIn(url);
  it('gives way to the link in what is sent, and is as long', () => {
    const link = `${url}/p/${signLink(keys, randomUUID(), 1, now)}`;
    expect(link).toHaveLength(mark.length);
    const make = () => link.slice(url.length + 3);
    expect(withPrivateLink({ kind: 'text', text: `Choose: ${mark} or ${mark}.` }, url, make)).toEqual({
      kind: 'text',
      text: `Choose: ${link} or ${link}.`,
    });
    const template = { kind: 'template' as const, name: 'n', language: 'en', parameters: ['A', mark] };
    expect(withPrivateLink(template, url, make)).toEqual({ ...template, parameters: ['A', link] });
  });

  it('costs nothing where there is none', () => {
    const content = { kind: 'text' as const, text: 'Hello' };
    expect(
      withPrivateLink(content, url, () => {
        throw new Error('not asked for');
      }),
    ).toBe(content);
  });
});

describe('what a form changes', () => {
  const box = fc.record<Box>({
    channel: fc.constantFrom('whatsapp', 'telegram', 'signal', 'imessage'),
    purpose: fc.constantFrom('marketing', 'service', 'coaching'),
    granted: fc.boolean(),
  });
  const boxes = fc.uniqueArray(box, { selector: (one) => `${one.channel}:${one.purpose}` });
  it('is exactly the difference, and nothing that was not shown', () => {
    fc.assert(
      fc.property(
        boxes,
        fc.array(fc.constantFrom('whatsapp:marketing', 'signal:service', 'imessage:coaching', 'sms:all', '')),
        (shown, on) => {
          const ticked = new Set<string>(on);
          const { granted, withdrawn } = choose(shown, ticked);
          const after = new Map(shown.map((one) => [`${one.channel}:${one.purpose}`, one.granted]));
          for (const [changes, to] of [
            [granted, true],
            [withdrawn, false],
          ] as const)
            for (const { channel, purposes } of changes)
              for (const purpose of purposes) {
                expect(after.get(`${channel}:${purpose}`)).toBe(!to);
                after.set(`${channel}:${purpose}`, to);
              }
          for (const [key, state] of after) expect(state).toBe(ticked.has(key));
        },
      ),
    );
  });
});
