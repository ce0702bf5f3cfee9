/** Why a sender’s certificate was refused, by OpenSSL's word for it. */
const UNKNOWN_AUTHORITY = 'The sender’s certificate comes from an authority that is not the connection’s Wise CA.';
const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'The sender’s certificate, or one above it, has ended.',
  CERT_NOT_YET_VALID: 'The sender’s certificate, or one above it, is not valid yet.',
  INVALID_PURPOSE: 'The sender’s certificate is not made for client authentication.',
  CERT_SIGNATURE_FAILURE: 'The sender’s certificate names an authority of the connection’s Wise CA, but was not signed by it.',
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
};

/** What else ends a handshake, by Node's or OpenSSL's code. */
const UNTRUSTED = 'The sender did not trust the receiver’s certificate, which is self-signed. Have it skip that check for this address.';
const HANDSHAKE: Readonly<Record<string, string>> = {
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: 'The sender showed no client certificate.',
  ERR_SSL_HTTP_REQUEST: 'The sender spoke plain HTTP. The address begins with https.',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'The sender offered no TLS version of 1.2 or later.',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: UNTRUSTED,
  'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN': UNTRUSTED,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: UNTRUSTED,
  ERR_TLS_HANDSHAKE_TIMEOUT: 'The sender took too long over the handshake.',
  ECONNRESET: 'The sender hung up during the handshake. Perhaps it does not trust the receiver’s certificate, which is self-signed.',
};

/** One sentence on why a handshake ended. `authorizationError`: what was wrong with the certificate that the sender showed. */
export function refusalWords(code: string | undefined, authorizationError: string | undefined): string {
  if (authorizationError !== undefined) return CERTIFICATE[authorizationError] ?? `The sender’s certificate was refused (${authorizationError}).`;
  return HANDSHAKE[code ?? ''] ?? `The handshake failed (${code ?? 'for no known reason'}).`;
}
