import type { WebhookVerdict } from '../../shared/model/webhooks.ts';

export type Finding = WebhookVerdict['findings'][number];

/** A signature that can be tried, and what had to be mended to read it; or why there is none. */
export type ReadSignature = { bytes: Buffer; notes: string[]; findings: Finding[] } | { bytes?: undefined; findings: Finding[] };

/** Wise's keys have 2048 bits. */
const BYTES = 256;
const CHARACTERS = 344;

const MISSING: Finding = {
  id: 'signature-missing',
  says: 'There is no X-Signature-SHA256 among the headers.',
  next: 'Paste all headers of the delivery. If it is missing there too, a proxy took it away, or the sender is not Wise.',
};
const OTHER_CHARACTERS: Finding = {
  id: 'signature-not-base64',
  says: 'The signature holds characters that base64 does not have, or ends as no base64 of Wise’s does.',
  next: 'Copy the value of the header as it came, without quoting or escaping.',
};
const URL_SAFE: Finding = {
  id: 'signature-not-base64',
  says: 'The signature is written in the URL-safe alphabet of base64; it was read as that.',
  next: 'Wise sends plain base64. Something on the way rewrote it, and most libraries would not take it so.',
};
const HEX: Finding = {
  id: 'signature-not-base64',
  says: 'The signature is written in hex; it was read as that.',
  next: 'Wise sends base64. Whatever printed it converted it.',
};

/** Reads the value of `X-Signature-SHA256`. White space in it is taken out; url-safe base64 and hex are read, with a word. */
export function readSignature(value: string | undefined): ReadSignature {
  const text = (value ?? '').trim().replace(/^["']|["'],?$/g, '');
  if (text === '') return { findings: [MISSING] };
  const notes: string[] = [];
  const compact = joined(text, notes);
  if (/^[0-9a-f]{512}$/i.test(compact)) return { bytes: Buffer.from(compact, 'hex'), notes, findings: [HEX] };
  const isUrlSafe = /[-_]/.test(compact);
  const plain = isUrlSafe ? compact.replaceAll('-', '+').replaceAll('_', '/') : compact;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) return { findings: [OTHER_CHARACTERS] };
  const bytes = Buffer.from(plain, 'base64');
  if (bytes.length !== BYTES) return { findings: [ofOtherLength(bytes.length)] };
  // Its last bits are no part of the bytes: another letter there would go unseen.
  if (unpadded(bytes.toString('base64')) !== unpadded(plain)) return { findings: [OTHER_CHARACTERS] };
  return { bytes, notes, findings: isUrlSafe ? [URL_SAFE] : [] };
}

/** Without white space; where single spaces stand for what is missing, they were plus signs before a form decoder read them. */
function joined(text: string, notes: string[]): string {
  if (!/\s/.test(text)) return text;
  if (text.length === CHARACTERS && !/[^\S ]/.test(text)) {
    notes.push('plus signs had become spaces');
    return text.replaceAll(' ', '+');
  }
  notes.push('read without the line breaks and spaces in it');
  return text.replaceAll(/\s+/g, '');
}

function unpadded(base64: string): string {
  return base64.replace(/={1,2}$/, '');
}

function ofOtherLength(length: number): Finding {
  const which = length < BYTES ? 'The signature is cut' : 'The signature is too long';
  return {
    id: 'signature-cut',
    says: `${which}: it has ${length} bytes, one of Wise’s has ${BYTES} (${CHARACTERS} characters of base64).`,
    next: length < BYTES ? 'Logs, terminals and database columns cut long values. Take the header where it arrives.' : 'Take only the value of X-Signature-SHA256, once.',
  };
}
