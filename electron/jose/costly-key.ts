/** DSA and Diffie-Hellman (RFC 3279, 2.3.2 and 2.3.3; PKCS #3) as DER writes their identifiers. */
const IDENTIFIERS = ['06072a8648ce380401', '06072a8648ce3e0201', '06092a864886f70d010301'].map((hex) => Buffer.from(hex, 'hex'));

/**
 * Is it of a kind whose public half OpenSSL works out while it reads the private one, with numbers as long as the file says?
 * That takes seconds for a few kilobytes and hours for more; Wise takes none of these keys.
 */
export function isCostlyKey(der: Buffer): boolean {
  return IDENTIFIERS.some((identifier) => der.includes(identifier));
}
