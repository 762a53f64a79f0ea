// Checkpoints as signed notes (C2SP tlog-checkpoint and signed-note): who, how long the chain was, its last hash, and when.
//
//     sampark/8f14…            the chain: one per workspace
//     5000                     entries
//     k3Jf…=                   hash of the last one, base64. A chain's, not a Merkle tree's
//     time 2026-11-20T10:00:00.000Z
//
//     — sampark/8f14… AbCd…    Ed25519 over everything above the blank line
import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';

export type Checkpoint = { workspace_id: string; size: number; root: Buffer; time: Date };
export type AuditKey = { privateKey: KeyObject; publicKey: KeyObject };

/** Ed25519 in PKCS #8, in front of the 32 secret bytes (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
export const signatureMark = '— ';

export function auditKeyOf(secret: Buffer): AuditKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([privatePrefix, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

export function publicKeyText(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'spki' }).toString();
}

export function writeNote(key: AuditKey, checkpoint: Checkpoint): string {
  const name = originOf(checkpoint.workspace_id);
  const text = `${name}\n${checkpoint.size}\n${checkpoint.root.toString('base64')}\ntime ${checkpoint.time.toISOString()}\n`;
  const signature = sign(null, Buffer.from(text), key.privateKey);
  return `${text}\n${signatureMark}${name} ${Buffer.concat([keyId(name, key.publicKey), signature]).toString('base64')}\n`;
}

export type ReadNote = { checkpoint: Checkpoint; signed: boolean };

/** Undefined: not a note of ours. `signed` says whether this key signed it. */
export function readNote(note: string, key: KeyObject): ReadNote | undefined {
  const match =
    /^((sampark\/([0-9a-f-]{36}))\n(\d{1,15})\n([\w+/]{43}=)\ntime (\S+)\n)\n— (\S+) ([\w+/]+=*)\n$/.exec(
      note,
    );
  if (!match) return undefined;
  const [, text = '', name = '', workspaceId = '', size, root = '', time = '', signer, signature = ''] =
    match;
  const signed = Buffer.from(signature, 'base64');
  return {
    checkpoint: {
      workspace_id: workspaceId,
      size: Number(size),
      root: Buffer.from(root, 'base64'),
      time: new Date(time),
    },
    signed:
      signer === name &&
      signed.subarray(0, 4).equals(keyId(name, key)) &&
      verify(null, Buffer.from(text), key, signed.subarray(4)),
  };
}

/** The notes of a file, each with the blank line and the signature it ends with. */
export function splitNotes(text: string): string[] {
  return text
    .split(/(?<=\n— [^\n]+\n)\n?/)
    .map((one) => one.replace(/^\n+/, ''))
    .filter((one) => one !== '');
}

function originOf(workspaceId: string): string {
  return `sampark/${workspaceId}`;
}

/** Signed-note: the first four bytes of sha256(name, newline, 0x01 for Ed25519, public key). */
export function keyId(name: string, key: KeyObject): Buffer {
  const bytes = key.export({ format: 'der', type: 'spki' }).subarray(-32);
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n\u0001`), bytes]), 'buffer').subarray(0, 4);
}
