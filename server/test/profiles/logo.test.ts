// Logos: told by their bytes, drawn anew, served as nothing but a picture.
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recognisePicture } from '../../src/profiles/recognise-picture.ts';
import { redrawLogo } from '../../src/profiles/redraw-logo.ts';
import { routes } from '../../src/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';

const drawn = (width: number, height: number, alpha = 1) =>
  sharp({ create: { width, height, channels: 4, background: { r: 26, g: 95, b: 180, alpha } } });
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

describe('a file', () => {
  it.each([
    ['png', () => drawn(900, 300).png().toBuffer(), [512, 171]],
    ['jpeg', () => drawn(300, 900).jpeg().toBuffer(), [171, 512]],
    ['webp', () => drawn(20, 10).webp().toBuffer(), [20, 10]],
  ] as const)('that is a %s becomes a small picture', async (kind, make, size) => {
    const file = await make();
    expect(recognisePicture(file)).toBe(kind);
    const logo = await redrawLogo(file);
    expect([logo.width, logo.height]).toEqual(size);
    expect(await sharp(logo.bytes).metadata()).toMatchObject({
      format: 'webp',
      width: size[0],
      height: size[1],
    });
    expect(logo.bytes.length).toBeLessThan(100_000);
  });

  it('keeps what is transparent', async () => {
    const { bytes } = await redrawLogo(await drawn(8, 8, 0).png().toBuffer());
    const { channels } = await sharp(bytes).stats();
    expect([channels.length, channels[3]?.max]).toEqual([4, 0]);
  });

  it('leaves behind what stood in its margins and after its end, and stands upright', async () => {
    const exif = {
      IFD0: { Artist: 'secret-artist' },
      IFD3: { GPSLatitude: '23/1 48/1 0/1' },
    };
    const photo = await drawn(40, 20).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer();
    const file = Buffer.concat([photo, Buffer.from('<script>alert("hidden")</script>')]);
    expect(file.includes('secret-artist')).toBe(true);
    const logo = await redrawLogo(file);
    expect([logo.width, logo.height]).toEqual([20, 40]);
    expect(logo.bytes.includes('secret-artist') || logo.bytes.includes('hidden')).toBe(false);
    const { exif: left, xmp, icc } = await sharp(logo.bytes).metadata();
    expect([left, xmp, icc]).toEqual([undefined, undefined, undefined]);
  });

  it.each<[string, () => Promise<Buffer>, string]>([
    ['an SVG', async () => Buffer.from(svg), 'logo_unreadable'],
    ['a GIF', () => drawn(9, 9).gif().toBuffer(), 'logo_unreadable'],
    ['a page', async () => Buffer.from('<html></html>'), 'logo_unreadable'],
    ['nothing', async () => Buffer.alloc(0), 'logo_unreadable'],
    ['half a PNG', async () => (await drawn(400, 400).png().toBuffer()).subarray(0, 300), 'logo_unreadable'],
    ['an SVG behind the first bytes of a PNG', async () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(svg)]), 'logo_unreadable'],
    ['an SVG behind the first bytes of a WebP', async () => Buffer.from(`RIFF0000WEBP${svg}`), 'logo_unreadable'],
    ['a few kB that stand for 20 million pixels', () => drawn(5_000, 4_000).png().toBuffer(), 'logo_unreadable'],
    ['more than 512 kB', async () => Buffer.concat([await drawn(9, 9).png().toBuffer(), Buffer.alloc(524_288)]), 'body_too_large'],
  ])('that is %s is refused', async (_what, make, code) => {
    await expect(redrawLogo(await make())).rejects.toMatchObject({ code });
  }); // prettier-ignore

  it('that has too many pixels is told how many it may have', async () => {
    await expect(redrawLogo(await drawn(5_000, 4_000).png().toBuffer())).rejects.toMatchObject({
      detail: expect.stringContaining('16 million pixels') as string,
    });
  });
});

describe('over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => (server = await startTestServer({ routes })));
  afterAll(() => server.close());

  async function scene() {
    const user = await createUser(server.rt, { workspace_id: server.workspace.id, role: 'standard' });
    const token = await tokenFor(server.rt, user);
    const id = await resourceMakers.profile(server.rt, user);
    const post = (file: Buffer, of = id, query = '') =>
      server.ask('POST', `/api/v1/profiles/${of}/logo${query}`, {
        token,
        payload: file,
        headers: { 'content-type': 'image/svg+xml' },
      });
    const get = (query = '', of = id) => server.ask('GET', `/api/v1/profiles/${of}/logo${query}`, { token });
    return { user, token, id, post, get };
  }
  type Shown = { version: number; branding_config: { logos: { light?: string; dark?: string } } };

  it('a logo belongs to a version of its profile and is shown as a picture that does nothing', async () => {
    const { post, get } = await scene();
    const blue = await drawn(30, 30).png().toBuffer();
    const first = await post(blue, undefined, '?place=dark');
    expect(first.statusCode).toBe(200);
    const { version, branding_config } = first.json<Shown>();
    const hash = branding_config.logos.dark;
    expect([version, first.headers.etag]).toEqual([2, '"2"']);
    // The same again is no new version.
    expect((await post(blue, undefined, '?place=dark')).json<Shown>().version).toBe(2);
    await post(await drawn(31, 31).png().toBuffer(), undefined, '?place=dark');
    const now = await get('?place=dark');
    expect(now.headers).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
    });
    const former = await get(`?hash=${hash}`);
    expect([former.statusCode, former.headers['cache-control'], former.headers.etag]).toEqual([
      200,
      'private, max-age=31536000, immutable',
      `"${hash}"`,
    ]);
    expect(await sharp(former.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 30 });
  });

  it('shows none of another profile, and puts none into it', async () => {
    const mine = await scene();
    const other = await scene();
    const made = (await other.post(await drawn(12, 12).png().toBuffer())).json<Shown>();
    const hash = made.branding_config.logos.light;
    expect((await mine.get(`?hash=${hash}`)).statusCode).toBe(404);
    expect((await mine.get('', other.id)).statusCode).toBe(404);
    expect((await mine.post(await drawn(12, 12).png().toBuffer(), other.id)).statusCode).toBe(404);
    expect((await mine.get('?hash=zz')).statusCode).toBe(400);
  });

  it('answers what is wrong, and keeps nothing of it', async () => {
    const { post, user } = await scene();
    const refused = await post(Buffer.from(svg));
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { code: 'logo_unreadable' }]);
    const large = await post(Buffer.alloc(600_000));
    expect([large.statusCode, large.json()]).toMatchObject([413, { code: 'body_too_large' }]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from profile_logos where uploaded_by = ${user.id} and octet_length(bytes) > 4`.execute(
      server.rt.db,
    );
    expect(rows).toEqual([{ n: 0 }]);
    await expect(sql`update profile_logos set width = 1`.execute(server.rt.db)).rejects.toThrow('denied');
  });
});
