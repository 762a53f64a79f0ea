// Codes of an authenticator (RFC 6238 as every one of them has it: SHA-1, six digits, 30 seconds). Pure; held against the
// RFC's own vectors. SHA-1 is sound inside HMAC, and the only hash all authenticators know.
import { createHmac, timingSafeEqual } from 'node:crypto';

const stepMs = 30_000;
/** RFC 4226 asks for as many bits as the hash has. */
export const secretBytes = 20;

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / stepMs);
}

export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const from = mac.readUInt8(19) & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * The step the code belongs to, or undefined. The step before and the one after count too: clocks differ, and typing takes its
 * time. Never a step that is spent: a code that was looked over somebody's shoulder opens nothing.
 */
export function fittingStep(secret: Buffer, code: string, now: Date, lastStep: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  let found: number | undefined;
  for (const step of [-1, 0, 1].map((apart) => stepAt(now) + apart)) {
    const same = timingSafeEqual(Buffer.from(code), Buffer.from(codeOf(secret, step)));
    if (same && step > lastStep) found ??= step;
  }
  return found;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '')
    .join('');
}

/** What an authenticator reads from the QR code. */
export function factorUri(secret: Buffer, workspace: string, email: string): string {
  // A colon would end the issuer.
  const issuer = `Sampark ${workspace}`.replaceAll(':', ' ');
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
}
