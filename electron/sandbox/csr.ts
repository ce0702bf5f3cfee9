import 'reflect-metadata';
import { createPublicKey, type KeyObject } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { fromBER } from 'asn1js';
import { HubRefusal } from './hub-refusal.ts';

/** A certificate signing request (PKCS#10, RFC 2986) that Wise would take. */
export interface Csr {
  readonly subject: x509.Name;
  readonly publicKey: x509.PublicKey;
  readonly isRsa: boolean;
}

const LONGEST = 16_384;
const BEGIN = /-----BEGIN ([A-Z0-9 ]+)-----/g;
/** The second is what Java's keytool and old programs write (RFC 7468, section 7). */
const LABELS = new Set(['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST']);
const PEM = /^\s*-----BEGIN ([A-Z ]+)-----([^-]*)-----END \1-----\s*$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const RSA_BITS = new Set([2048, 3072, 4096]);
/** NIST P-256 and P-384 by OpenSSL's names. */
const CURVES = new Set(['prime256v1', 'secp384r1']);

/** Reads a CSR as Developer Hub does: clean PEM, O present, a key of a kind that Wise takes, its own signature right. Throws `HubRefusal`. */
export async function readCsr(text: unknown): Promise<Csr> {
  const der = readPem(text);
  const request = parse(der);
  // The signature does not cover what comes after.
  if (fromBER(der).offset < der.length) refuse(400, 'There is something after the CSR inside of the PEM.');
  const { publicKey } = request;
  const key = readKey(publicKey);
  if (!(await request.verify().catch(() => false))) refuse(422, 'The signature of the CSR does not verify: it was changed, signed with another key, or by an algorithm that is not known here.');
  if (!request.subjectName.getField('O').some((value) => value.trim() !== '')) refuse(422, 'The subject of the CSR must have an organisation name (O).');
  return { subject: request.subjectName, publicKey, isRsa: key.asymmetricKeyType === 'rsa' };
}

/** The DER inside of PEM that has nothing else in it or around it. */
function readPem(text: unknown): Buffer<ArrayBuffer> {
  if (typeof text !== 'string' || text.trim() === '') return refuse(400, 'csr must be a CSR in PEM.');
  if (text.length > LONGEST) return refuse(400, `The CSR is longer than ${LONGEST} characters.`);
  const labels = [...text.matchAll(BEGIN)].map(([, label]) => label!);
  if (labels.length === 0) return refuse(400, 'This is not PEM: a CSR begins with -----BEGIN CERTIFICATE REQUEST-----.');
  if (labels.some((label) => label.endsWith('PRIVATE KEY'))) return refuse(400, 'There is a private key in it. That never leaves its owner: give the CSR alone.');
  if (labels.length > 1) return refuse(400, 'There is more than one PEM block. Give the CSR alone.');
  if (!LABELS.has(labels[0]!)) return refuse(400, `This is a ${labels[0]}, not a CERTIFICATE REQUEST.`);
  return readBlock(text);
}

function readBlock(text: string): Buffer<ArrayBuffer> {
  const block = PEM.exec(text);
  if (!block) return refuse(400, 'There must be nothing around the PEM: no comments and no plain-text metadata.');
  const base64 = block[2]!.replaceAll(/\s/g, '');
  if (!BASE64.test(base64)) return refuse(400, 'There must be nothing but base64 inside of the PEM: no headers, no comments.');
  return Buffer.from(base64, 'base64');
}

function parse(der: Buffer<ArrayBuffer>): x509.Pkcs10CertificateRequest {
  try {
    return new x509.Pkcs10CertificateRequest(der);
  } catch {
    return refuse(400, 'What is inside of the PEM is not a CSR (PKCS#10), or it is cut short.');
  }
}

function readKey(publicKey: x509.PublicKey): KeyObject {
  const key = importKey(publicKey);
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = key?.asymmetricKeyDetails ?? {};
  const fits = { rsa: RSA_BITS.has(modulusLength) && publicExponent > 2n, ec: CURVES.has(namedCurve) };
  const type = key?.asymmetricKeyType;
  if (key && (type === 'rsa' || type === 'ec') && fits[type]) return key;
  return refuse(422, 'The key must be RSA of 2048, 3072 or 4096 bits, or EC on P-256 or P-384.');
}

function importKey(publicKey: x509.PublicKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(publicKey.rawData), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

function refuse(status: 400 | 422, words: string): never {
  throw new HubRefusal(status, 'NOT_VALID', 'csr', words);
}
