// What a file is, by its first bytes and nothing else: what its sender says of it is no evidence. Pure.

export type PictureKind = 'png' | 'jpeg' | 'webp';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff]);

/** Undefined: none of the three. SVG is a program, and so is never a logo. */
export function recognisePicture(bytes: Buffer): PictureKind | undefined {
  if (bytes.subarray(0, png.length).equals(png)) return 'png';
  if (bytes.subarray(0, jpeg.length).equals(jpeg)) return 'jpeg';
  const isRiff = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isRiff ? 'webp' : undefined;
}
