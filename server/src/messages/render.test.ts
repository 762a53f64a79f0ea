import fc from 'fast-check';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { literally } from './literal-text.ts';
import { renderContent, templateFault, variablesOf } from './render.ts';

const text = (body: string): ChannelContent => ({ kind: 'text', text: body });
const render = (channel: Channel, body: string, variables: Record<string, unknown> = {}) =>
  renderContent(channel, text(body), variables);

describe('variables', () => {
  it('fills them in', () => {
    expect(render('signal', 'Dear {{ first_name }},', { first_name: 'Rahima' })).toMatchObject({
      ok: true,
      text: 'Dear Rahima,',
    });
  });

  it.each([['{{ first_name }}'], ['Hi {{ first_name | upcase }}!'], ['{{ prospect.name }}']])(
    '%s without a value is an error, not a blank',
    (body) => expect(render('signal', body)).toMatchObject({ ok: false, code: 'variable_missing' }),
  );

  it('whatever a template is made of, it reads as the engine alone would have it', () => {
    const engine = new Liquid({ strictVariables: true, ownPropertyOnly: true, lenientIf: true });
    const pieces = [
      'Dear ',
      '{{ name }}',
      '{{name}}',
      '{{  name\n}}',
      '{{ text }}',
      '{',
      '}',
      '{{',
      '}}',
      '{{-',
      '%}',
    ];
    pieces.push('{%', '{{ count }}', '{{ none }}', '{{ true }}', '{{ name | upcase }}', ' ');
    pieces.push(
      '{{ constructor }}',
      '{{ list }}',
      '{% raw %}',
      '{% endraw %}',
      '{{ name',
      '{{ a b }}',
      "{{ 'x' }}",
    );
    const values = { name: 'Rahima', text: ' {{ name }} & <b>', count: 3, list: ['a', 'b'] };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 6 }), (parts) => {
        const body = parts.join('');
        let expected: string | undefined;
        try {
          expected = body.includes('{') ? String(engine.parseAndRenderSync(body, values)).trim() : body;
        } catch {
          expected = undefined;
        }
        const rendered = render('signal', body, values);
        // What comes out with nothing to read in it is no message.
        const wanted = expected?.trim() === '' ? undefined : expected;
        expect(rendered.ok ? rendered.text : undefined).toBe(wanted);
      }),
      { numRuns: 2_000 },
    );
  });

  it('values of people are no markup in Telegram, however the template is made', () => {
    for (const body of ['<b>{{ name }}</b>', "<b>{{ name | append: '' }}</b>"])
      expect(render('telegram', body, { name: '<i>"&' })).toMatchObject({
        text: '<b>&lt;i&gt;&quot;&amp;</b>',
      });
  });

  it('a condition may ask for what is not there', () => {
    expect(render('signal', '{% if vip %}Dear{% else %}Hello{% endif %}')).toMatchObject({ text: 'Hello' });
  });

  it('a default is a value', () => {
    expect(render('signal', "Dear {{ first_name | default: 'client' }}")).toMatchObject({
      text: 'Dear client',
    });
  });

  it('an unknown filter and an unclosed tag are faults of the template', () => {
    for (const body of ['{{ name | nonsense }}', 'Hello {{ name', '{% if name %}', '{% nonsense %}']) {
      expect(templateFault(body), body).toBeTruthy();
      expect(render('signal', body, { name: 'A' })).toMatchObject({ ok: false, code: 'template_invalid' });
    }
    expect(templateFault('Plain {text} with braces')).toBeUndefined();
  });

  it('empty facts of a person are left out, so that strict mode reports them', () => {
    const person = {
      ...{
        id: '1',
        workspace_id: '2',
        phone_number: null,
        email: '',
        name: 'Rahima Begum',
        first_name: null,
        last_name: null,
      },
      ...{ language: 'bn', country: null, time_zone: null, demographics: { city: 'Dhaka' } },
      ...{
        asset_class_interests: ['gold'],
        attributes: { name: 'not this one' },
        lead_score: 0,
        held_reason: null,
        preferences_version: 1,
      },
      ...{ consents: null, identities: null, contact: null, suppressions: null, in_flight: null },
    };
    expect(variablesOf(person, { name: 'Priya', public_url: undefined })).toEqual({
      ...{ name: 'Rahima Begum', first_name: 'Rahima', language: 'bn', city: 'Dhaka' },
      ...{ asset_class_interests: ['gold'], lead_score: 0, sender_name: 'Priya' },
    });
  });
});

describe('closed to what is not a value', () => {
  const name = 'Rahima';
  it.each([
    '{{ constructor }}',
    '{{ __proto__ }}',
    '{{ "x".constructor }}',
    '{{ name.constructor }}',
    '{{ name.constructor.constructor }}',
    '{{ name["constructor"] }}',
    '{{ list.constructor }}',
    '{{ list.map }}',
    '{{ object.__proto__ }}',
    '{{ object.toString }}',
    '{{ process.env }}',
    '{{ globalThis }}',
    '{{ this }}',
  ])('%s renders nothing', (body) => {
    const rendered = render('signal', body, { name, list: ['a'], object: { own: 1 } });
    expect(rendered.ok, JSON.stringify(rendered)).toBe(false);
  });

  it('reads no file and loops only so far', () => {
    for (const body of [
      '{% include "/etc/passwd" %}',
      '{% render "/etc/passwd" %}',
      '{% layout "/etc/passwd" %}',
    ]) {
      expect(render('signal', body, { name }).ok, body).toBe(false);
    }
    expect(render('signal', '{% for i in (1..100000000) %}x{% endfor %}', { name }).ok).toBe(false);
  });

  it('a person’s own braces stay text', () => {
    expect(render('signal', 'Dear {{ name }}', { name: '{{ email }}', email: 'a@b.test' })).toMatchObject({
      text: 'Dear {{ email }}',
    });
  });
});

describe('per channel', () => {
  it('Telegram: the author’s markup stays, a person’s does not become any', () => {
    const name = `<a href="http://evil.test">&'x</a>`;
    expect(render('telegram', '<b>Dear {{ name }}</b>', { name })).toMatchObject({
      text: `<b>Dear &lt;a href=&quot;http://evil.test&quot;&gt;&amp;'x&lt;/a&gt;</b>`,
    });
    expect(render('signal', 'Dear {{ name }}', { name })).toMatchObject({ text: `Dear ${name}` });
  });

  it('Telegram: no value of a person can open a tag or leave an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        // Blanks alone are no value.
        const name = `${text}.`;
        const rendered = render('telegram', '<a title="{{ name }}">x</a>', { name });
        if (!rendered.ok) throw new Error(rendered.detail);
        expect(rendered.text.match(/[<>"]/g)).toEqual(['<', '"', '"', '>', '<', '>']);
      }),
    );
  });

  it('Telegram: a filter does not take the escaping off', () => {
    for (const filter of ['upcase', 'strip', 'raw', 'url_decode', 'append: ""']) {
      const rendered = render('telegram', `{{ name | ${filter} }}`, { name: '%3Cb%3E<i>' });
      expect(rendered.ok ? rendered.text : '', filter).not.toMatch(/[<>]/);
      expect(rendered.ok, filter).toBe(true);
    }
  });

  it('Signal: 2,000 bytes, of which a Bengali letter takes three', () => {
    const letter = 'ক';
    expect(Buffer.byteLength(letter)).toBe(3);
    expect(render('signal', letter.repeat(666)).ok).toBe(true);
    expect(render('signal', letter.repeat(667))).toEqual({
      ok: false,
      code: 'content_too_long',
      detail: '2001 of 2,000 bytes',
    });
    expect(render('signal', '{{ word }}', { word: letter.repeat(667) }).ok).toBe(false);
  });

  it('the others: 4,096 characters, Telegram’s counted without its markup', () => {
    expect(render('imessage', 'ক'.repeat(4_096)).ok).toBe(true);
    expect(render('imessage', 'ক'.repeat(4_097)).ok).toBe(false);
    expect(render('telegram', `<b>${'x'.repeat(4_096)}</b>`).ok).toBe(true);
    expect(render('telegram', 'x'.repeat(4_097)).ok).toBe(false);
    expect(render('telegram', '&amp;'.repeat(4_096)).ok).toBe(true);
  });

  it('letters of two units count two, as where they are sent; beside buttons WhatsApp has less room', () => {
    expect(render('whatsapp', '👋'.repeat(2_048)).ok).toBe(true);
    expect(render('whatsapp', '👋'.repeat(2_049)).ok).toBe(false);
    const buttons = [{ id: 'yes', title: 'Yes' }];
    const rendered = renderContent('whatsapp', { kind: 'buttons', text: 'x'.repeat(1_025), buttons }, {});
    expect(rendered).toEqual({ ok: false, code: 'content_too_long', detail: '1025 of 1,024 characters' });
  });
});

describe('what was typed is what is sent', () => {
  const braces = fc.array(
    fc.constantFrom('{', '}', '%', '{{', '}}', '{%', '%}', ' raw ', 'endraw', '-', 'a', ' ', '\n'),
    {
      minLength: 1,
      maxLength: 20,
    },
  );
  it('whatever braces an answer holds', () => {
    fc.assert(
      fc.property(
        braces.map((parts) => parts.join('').trim()).filter((one) => one !== ''),
        (typed) => {
          expect(render('signal', literally(typed))).toMatchObject({ ok: true, text: typed });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('on Telegram, where text is markup, signs of HTML stay signs', () => {
    expect(render('telegram', literally('1 < 2 & <b>3</b> {{ x }}'))).toMatchObject({
      text: '1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt; {{ x }}',
    });
  });

  it('the longest answer, made of nothing but tags', () => {
    const typed = '{{x}}'.repeat(800);
    expect(render('imessage', literally(typed))).toMatchObject({ ok: true, text: typed });
  });

  it.each(['{{ name }}', '{%', '{% raw %}{{ x }}{% endraw %}', 'a {{{ b }}} c', '{%- endraw -%}', '{{{{%'])(
    '%s',
    (typed) => {
      expect(render('signal', literally(typed))).toMatchObject({ ok: true, text: typed });
    },
  );
});

describe('a machine that stands still', () => {
  const wait = (ms: number) => {
    for (const end = performance.now() + ms; performance.now() < end;);
    return 'Rahima';
  };

  it('does not cost anybody their message', () => {
    let stalls = 1;
    const variables = Object.defineProperty({}, 'name', {
      enumerable: true,
      get: () => wait(stalls-- > 0 ? 80 : 0),
    });
    expect(render('signal', "Dear {{ name | append: '' }}, hello", variables)).toMatchObject({
      text: 'Dear Rahima, hello',
    });
  });

  it('a template that is slow by itself is refused, the second time at once', () => {
    const variables = Object.defineProperty({}, 'name', { enumerable: true, get: () => wait(600) });
    const body = "Slow {{ name | append: '' }}, hello";
    expect(render('signal', body, variables)).toMatchObject({ ok: false, code: 'template_invalid' });
    const began = performance.now();
    expect(render('signal', body, variables)).toMatchObject({ ok: false, code: 'template_invalid' });
    expect(performance.now() - began).toBeLessThan(1_100);
  });
});
