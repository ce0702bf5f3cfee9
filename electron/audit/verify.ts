import type { KeyObject } from 'node:crypto';
import type { AuditVerdict } from '../../shared/model/views.ts';
import { hashLine, parseLine, type ParsedLine, publicKeyOf, verifySignature } from './line.ts';

/** What the vault knows of its log: who signs, and the last line it noted (`seq` 0 when none yet). */
export type Anchor = { readonly thumbprint: string; readonly publicKey: KeyObject; readonly seq: number; readonly head: string };

/** Signatures checked at the same time, on the thread pool. */
const BATCH = 64;

type Checked = { readonly line: number; readonly text: string; readonly parsed: ParsedLine };

/**
 * Checks the whole log, oldest line first: shape, sequence, hash chain, signatures, and that it still holds the line the vault noted.
 * A line of a locked vault is signed by the key that stands in it, which proves nothing by itself: it is vouched for by the
 * next line of the vault, whose hash chain covers it.
 */
export async function verifyLog(lines: Iterable<string>, anchor: Anchor): Promise<AuditVerdict> {
  let [count, head, noted] = [0, '', anchor.seq === 0];
  let batch: Checked[] = [];
  const broken = (line: number, reason: string): AuditVerdict => ({ ok: false, lines: count, broken: { line, reason }, head });
  for (const text of lines) {
    const line = ++count;
    const fault = checkChain(text, line, head, anchor);
    if (typeof fault === 'string') return (await firstForged(batch, anchor, broken)) ?? broken(line, fault);
    head = hashLine(text);
    noted ||= line === anchor.seq && head === anchor.head;
    if (line === anchor.seq && !noted) return (await firstForged(batch, anchor, broken)) ?? broken(line, 'It is not the line that the vault noted: the log was replaced.');
    batch.push(fault);
    if (batch.length < BATCH) continue;
    const forged = await firstForged(batch, anchor, broken);
    if (forged) return forged;
    batch = [];
  }
  const forged = await firstForged(batch, anchor, broken);
  if (forged) return forged;
  if (!noted) return broken(count + 1, `The log ends before line ${anchor.seq}, which the vault noted: it was shortened.`);
  return { ok: true, lines: count, head };
}

/** The parsed line, or why it does not fit here. */
function checkChain(text: string, line: number, head: string, anchor: Anchor): Checked | string {
  const parsed = parseLine(text);
  if (!parsed) return 'It is not a line of this log.';
  if (parsed.payload.seq !== line) return `Its sequence number is ${parsed.payload.seq} instead of ${line}: lines were taken out or put in.`;
  if (parsed.payload.prev !== head) return 'It does not hold the hash of the line before: one of the two was changed.';
  if (parsed.kid !== undefined && parsed.kid !== anchor.thumbprint) return 'It is signed by a key that is not this vault’s.';
  return { line, text, parsed };
}

async function firstForged(batch: Checked[], anchor: Anchor, broken: (line: number, reason: string) => AuditVerdict): Promise<AuditVerdict | undefined> {
  const valid = await Promise.all(batch.map(({ text, parsed }) => verifySignature(text, keyOf(parsed, anchor)).catch(() => false)));
  const forged = batch[valid.indexOf(false)];
  return forged && broken(forged.line, 'Its signature does not verify.');
}

function keyOf({ jwk }: ParsedLine, anchor: Anchor): KeyObject {
  return jwk ? publicKeyOf(jwk) : anchor.publicKey;
}
