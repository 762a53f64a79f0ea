// Makes a small picture of our own from an uploaded one: decoded, turned upright, shrunk and written anew, so that nothing of the
// file itself is kept, neither what stands in its margins (place, camera, author) nor what is hidden behind its end.
import type { SharpConstructor } from 'sharp';
import { logoLimits } from '@sampark/contracts/profiles.ts';
import { Problem } from '../http/problem.ts';
import { recognisePicture } from './recognise-picture.ts';

export type Logo = { bytes: Buffer; width: number; height: number };

// A file of a few kB may stand for gigabytes of pixels.
const mostPixels = 16_000_000;
const patienceSeconds = 5;

/** WebP, at most 512 pixels a side. Throws `body_too_large`, `logo_unreadable`. */
export async function redrawLogo(file: Buffer): Promise<Logo> {
  if (file.length > logoLimits.bytes)
    throw new Problem('body_too_large', { detail: 'A logo is at most 512 kB (524,288 bytes).' });
  if (recognisePicture(file) === undefined)
    throw new Problem('logo_unreadable', { detail: 'The bytes are those of no PNG, JPEG or WebP.' });
  const sharp = await decoder();
  const picture = sharp(file, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize({ width: logoLimits.side, height: logoLimits.side, fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: patienceSeconds })
    .webp({ quality: 90, alphaQuality: 100 });
  const { data, info } = await picture.toBuffer({ resolveWithObject: true }).catch((cause: unknown) => {
    throw new Problem('logo_unreadable', { detail: inWords(cause) });
  });
  return { bytes: data, width: info.width, height: info.height };
}

function inWords(cause: unknown): string {
  const [line = ''] = cause instanceof Error ? cause.message.split('\n', 1) : [];
  if (line.includes('pixel limit'))
    return 'It has more than 16 million pixels. Make it smaller: 512 a side are kept.';
  return `It cannot be decoded: ${line.replace(/[:.\s]+$/, '')}.`;
}

let loaded: Promise<SharpConstructor> | undefined;

/** Loaded with the first logo: most processes never see one, and a machine without its binary runs all the same. */
async function decoder(): Promise<SharpConstructor> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // Of the decoders it brings, these three alone.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer'],
    });
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loaded;
}
