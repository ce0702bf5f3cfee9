import 'reflect-metadata';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/x509';
import { expect, test } from 'vitest';
import { maySign } from './extensions.ts';
import { ecKey } from './import/testing/import-side.ts';
import { issueFor, makeAuthority } from './testing/authority.ts';

type Value = [tag: number, content: Buffer];

function valuesIn(der: Buffer): Value[] {
  const values: Value[] = [];
  for (let at = 0; at < der.length;) {
    const [first, lengthBytes] = [der[at + 1]!, der[at + 1]! < 128 ? 0 : der[at + 1]! & 127];
    const [start, length] = [at + 2 + lengthBytes, lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes)];
    values.push([der[at]!, der.subarray(start, start + length)]);
    at = start + length;
  }
  return values;
}

/** With a length of eight bytes, which DER forbids and OpenSSL reads. */
function padded([tag, content]: Value): Buffer {
  const head = Buffer.from([tag, 0x88, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 6);
  return Buffer.concat([head, content]);
}

/** The same certificate with every extension, and what is in it, written that way. */
function inBer(raw: Buffer): X509Certificate {
  const all = (values: Value[]) => Buffer.concat(values.map(padded));
  const [tbs, ...rest] = valuesIn(valuesIn(raw)[0]![1]);
  const extension = ([tag, content]: Value): Buffer => padded([tag, Buffer.concat(valuesIn(content).map(([inner, value]) => padded([inner, inner === 4 ? all(valuesIn(value)) : value])))]);
  const tbsBytes = Buffer.concat(valuesIn(tbs![1]).map(([tag, content]) => (tag === 0xa3 ? padded([tag, padded([0x30, Buffer.concat(valuesIn(valuesIn(content)[0]![1]).map(extension))])]) : padded([tag, content]))));
  return new X509Certificate(padded([0x30, Buffer.concat([padded([0x30, tbsBytes]), all(rest)])]));
}

test.each([
  ['may sign', KeyUsageFlags.digitalSignature, true],
  ['may not', KeyUsageFlags.keyEncipherment, false],
  ['does not say', undefined, undefined],
])('a certificate that %s, in DER and with lengths that are longer than they need be', async (_, keyUsage, may) => {
  const pem = await issueFor(await makeAuthority(), createPublicKey(ecKey()).export({ format: 'der', type: 'spki' }), { subject: 'CN=x', keyUsage });
  expect([maySign(new X509Certificate(pem)), maySign(inBer(new X509Certificate(pem).raw))]).toEqual([may, may]);
});
