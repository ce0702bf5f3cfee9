import type { X509Certificate } from 'node:crypto';

/** Of files that hold certificates, without dots. */
export const CERTIFICATE_EXTENSIONS = ['pem', 'crt', 'cer', 'der', 'p7b', 'p7c', 'txt'];

/** PEM as servers and Developer Hub want it (RFC 7468): 64 columns, no comments, one newline at the end. */
export function pemOf(label: string, der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Several PEM texts as one file. */
export function joinPem(pems: readonly string[]): string {
  return pems.map((pem) => `${pem.trim()}\n`).join('');
}

export function certificatePem({ raw }: X509Certificate): string {
  return pemOf('CERTIFICATE', raw);
}
