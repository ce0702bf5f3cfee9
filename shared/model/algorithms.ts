/**
 * The JOSE algorithms that Wise takes, and the only place where they are listed.
 * `wiseName` is what Wise's key endpoints call it; `id` is the JOSE header value (RFC 7518).
 */
export const ALGORITHMS = [
  { id: 'ES512', wiseName: 'ES512', use: 'signing', key: { kty: 'EC', crv: 'P-521' }, advice: 'What Wise’s own examples use. Take this one unless your servers cannot do P-521.' },
  { id: 'ES384', wiseName: 'ES384', use: 'signing', key: { kty: 'EC', crv: 'P-384' }, advice: 'A good second choice; asked for by some public-sector rules.' },
  { id: 'ES256', wiseName: 'ES256', use: 'signing', key: { kty: 'EC', crv: 'P-256' }, advice: 'The most widely supported curve; best where a hardware module must hold the key.' },
  { id: 'PS512', wiseName: 'PS512', use: 'signing', key: { kty: 'RSA', bits: 4096 }, advice: 'RSA 4096. Slow to make and sign with; only where a rule asks for it.' },
  { id: 'PS384', wiseName: 'PS384', use: 'signing', key: { kty: 'RSA', bits: 3072 }, advice: 'RSA 3072. Only where elliptic curves are not allowed.' },
  { id: 'PS256', wiseName: 'PS256', use: 'signing', key: { kty: 'RSA', bits: 3072 }, advice: 'RSA 3072. The RSA choice that most libraries know.' },
  { id: 'RSA-OAEP-256', wiseName: 'RSA_OAEP_256', use: 'encryption', key: { kty: 'RSA', bits: 3072 }, advice: 'The only algorithm Wise takes for encrypted payloads. It cannot sign.' },
] as const satisfies readonly Algorithm[];

type Algorithm = {
  id: string;
  wiseName: string;
  use: 'signing' | 'encryption';
  /** What a new key is made as. RSA sizes in bits. */
  key: { kty: 'EC'; crv: 'P-256' | 'P-384' | 'P-521' } | { kty: 'RSA'; bits: 3072 | 4096 };
  advice: string;
};

export type AlgorithmId = (typeof ALGORITHMS)[number]['id'];
export type SigningAlgorithmId = Exclude<AlgorithmId, 'RSA-OAEP-256'>;
export const ALGORITHM_IDS = ALGORITHMS.map((a) => a.id) as [AlgorithmId, ...AlgorithmId[]];
export const SIGNING_ALGORITHM_IDS = ALGORITHMS.filter((a) => a.use === 'signing').map((a) => a.id) as [SigningAlgorithmId, ...SigningAlgorithmId[]];

/** Taken when nobody chose: the first of the table. */
export const ADVISED_SIGNING = ALGORITHMS[0].id;

/** How a content key is encrypted to a public key (JWE `alg`): the one way that Wise takes. */
export const KEY_ENCRYPTION = 'RSA-OAEP-256' satisfies AlgorithmId;
/** The content key is the one both sides have already (JWE `alg`). */
export const DIRECT_ENCRYPTION = 'dir';
/** JWE `enc`; RFC 7518, 5.3. */
export const CONTENT_ENCRYPTION = 'A256GCM';
/** Of `CONTENT_ENCRYPTION`. */
export const CONTENT_KEY_BYTES = 32;

export const SCOPES = { signing: 'PAYLOAD_SIGNING', encryption: 'PAYLOAD_ENCRYPTION' } as const;
export type Scope = (typeof SCOPES)[keyof typeof SCOPES];

/** Looks an algorithm up by its JOSE name. */
export function algorithm(id: AlgorithmId): Algorithm & { id: AlgorithmId } {
  return ALGORITHMS.find((a) => a.id === id)!;
}
