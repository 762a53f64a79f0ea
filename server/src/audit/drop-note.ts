// What is said, and signed, of months of the trail that retention dropped: up to which entry the chain is gone, the hash it had
// there, and what of the time before still lies in the log. With it, and only with it, a chain may begin later.
//
//     sampark/8f14…/dropped    the chain
//     5000                     the last entry that is gone
//     k3Jf…=                   its hash, base64
//     month 2019-03            the last month that went
//     place 7781/40112         its transaction and number in the log
//     left 3 mJ0c…=            entries before that place which are kept: written in that month's last moments, recorded after
//     time 2026-11-20T10:00:00.000Z
//
//     — sampark/8f14… AbCd…    as under a checkpoint
import { sign, verify, type KeyObject } from 'node:crypto';
import { keyId, signatureMark, type AuditKey } from './note.ts';

export type Dropped = {
  workspace_id: string;
  last_seq: number;
  root: Buffer;
  month: string;
  place: { xid: string; id: number };
  left: { entries: number; hash: Buffer };
  time: Date;
};

export function writeDropNote(key: AuditKey, dropped: Dropped): string {
  const { workspace_id, last_seq, root, month, place, left, time } = dropped;
  const name = `sampark/${workspace_id}`;
  const text = [
    `${name}/dropped`,
    last_seq,
    root.toString('base64'),
    `month ${month}`,
    `place ${place.xid}/${place.id}`,
    `left ${left.entries} ${left.hash.toString('base64')}`,
    `time ${time.toISOString()}`,
    '',
  ].join('\n');
  const signature = sign(null, Buffer.from(text), key.privateKey);
  return `${text}\n${signatureMark}${name} ${Buffer.concat([keyId(name, key.publicKey), signature]).toString('base64')}\n`;
}

const form =
  /^((sampark\/([0-9a-f-]{36}))\/dropped\n(\d{1,15})\n([\w+/]{43}=)\nmonth (\d{4}-\d\d)\nplace (\d{1,19})\/(\d{1,15})\nleft (\d{1,9}) ([\w+/]{43}=)\ntime (\S+)\n)\n— (\S+) ([\w+/]+=*)\n$/;

/** Undefined: not such a note. */
export function readDropNote(
  note: string,
  key: KeyObject,
): { dropped: Dropped; signed: boolean } | undefined {
  const match = form.exec(note);
  if (!match) return undefined;
  const [, text = '', name = '', workspace_id = '', seq, root = '', month = '', xid = '', id] = match;
  const [entries, hash = '', time = '', signer, signature = ''] = match.slice(9);
  const signed = Buffer.from(signature, 'base64');
  return {
    dropped: {
      ...{ workspace_id, month, last_seq: Number(seq), root: Buffer.from(root, 'base64') },
      place: { xid, id: Number(id) },
      left: { entries: Number(entries), hash: Buffer.from(hash, 'base64') },
      time: new Date(time),
    },
    signed:
      signer === name &&
      signed.subarray(0, 4).equals(keyId(name, key)) &&
      verify(null, Buffer.from(text), key, signed.subarray(4)),
  };
}
