import { ALGORITHMS, type AlgorithmId, type SigningAlgorithmId } from '../../shared/model/algorithms.ts';

type Encryption = (typeof ALGORITHMS)[number] & { readonly id: Exclude<AlgorithmId, SigningAlgorithmId> };

/** The one algorithm that Wise takes for the content key of a JWE. */
export const KEY_ENCRYPTION = ALGORITHMS.find((a): a is Encryption => a.use === 'encryption')!;
/** The one content encryption that Wise takes (RFC 7518, 5.3). */
export const CONTENT_ENCRYPTION = 'A256GCM';
export const CONTENT_KEY_BYTES = 32;
/** The `alg` of an answer that comes under the request's own content key (RFC 7518, 4.5). */
export const DIRECT = 'dir';
