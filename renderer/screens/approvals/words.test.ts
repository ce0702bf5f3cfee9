import { expect, test } from 'vitest';
import { makeApproval, makeItem, makeRecord, twoProofs } from '../../testing/approvals.ts';
import { announcement } from './announcer.tsx';
import { resultWord } from './outcomes.ts';
import { recordReport } from './record-text.ts';
import { wayOut } from './will-be-sent.tsx';
import { approveLabel, currentChallenge, kindLine, proofsTitle, sendLabel, triesText } from './words.ts';

const item = makeItem();
const { amount: _, ...withoutAmount } = item;

test('buttons name the amount where there is one, else the thing', () => {
  expect([approveLabel(item), sendLabel(item), approveLabel(withoutAmount)]).toEqual(['Approve 12,400.00\u00A0EUR', 'Send 12,400.00\u00A0EUR', 'Approve this transfer']);
  expect(sendLabel({ ...item, kind: 'three-ds', call: { method: 'POST', path: '/x', body: '{"challengeResult":"REJECTED"}' } })).toBe('Send the rejection');
  expect([kindLine(item), kindLine({ ...item, kind: 'fund-batch', transfers: 14 }), kindLine({ ...item, kind: 'call', origin: 'link' })]).toEqual(['Fund transfer 58114690', 'Fund a batch of 14 transfers', 'Call out of a link']);
});

test('proofs are counted by those that are required and not there', () => {
  const [pin, code] = twoProofs();
  const passed = { ...pin!, passed: true };
  const optional = { ...pin!, index: 2, required: false };
  expect([proofsTitle([pin!, code!, optional]), proofsTitle([passed, code!, optional]), proofsTitle([passed, { ...code!, passed: true }, optional])]).toEqual(['Wise asks for two proofs', 'One proof is left', 'Every proof is there']);
  expect([currentChallenge([passed, code!])?.index, currentChallenge([passed, optional])]).toEqual([1, undefined]);
  expect([triesText(0), triesText(4)]).toEqual(['5 tries before Wise locks for 15 minutes, none used', '5 tries before Wise locks for 15 minutes, four used']);
});

test('where it stands is said aloud at every step', () => {
  const at = (rest: Parameters<typeof makeApproval>[1]) => announcement({ ...item, approval: makeApproval(item, rest) }, undefined);
  expect(at({})).toBe('Wise asks for two proofs. Next: PIN.');
  expect(at({ state: 'clear' })).toBe('Every proof is there. Next: Send 12,400.00\u00A0EUR.');
  expect(at({ state: 'unclear' })).toContain('Ask Wise');
  expect(at({ state: 'unclear', canAsk: false })).toMatch(/Wise has no call that tells/);
  expect(announcement(item, makeRecord(item))).toBe(makeRecord(item).says);
  expect(announcement(item, makeRecord(item, { says: 'Nothing moved.', outcome: 'rejected' }))).toBe('Rejected. Nothing moved.');
  expect(announcement(item, undefined)).toBe('');
});

test('how a call goes out is told by the connection and by whether it has a body', () => {
  const signs = { signsCalls: true, signingKeyId: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', certificateId: 'x' } as const;
  expect(wayOut(item, signs)).toBe('signed with key 663a0e44, over mTLS');
  expect(wayOut({ call: { method: 'GET', path: '/x' } }, signs)).toBe('over mTLS');
  expect(wayOut(item, {})).toBe('over TLS');
});

test('a record is told in full: outcome, what was shown, proofs by name, hash, trace id', () => {
  const record = makeRecord(item, { outcome: 'rejected' });
  expect(resultWord(record)).toBe('Rejected');
  for (const part of ['Outcome: rejected', 'Shown: Reference: Invoice 2026-1187', 'Proof: code by SMS: ', `SHA-256 of its body: ${record.bodySha256}`, 'Trace id: fba501b68d4c0e21']) expect(recordReport(record)).toContain(part);
});
