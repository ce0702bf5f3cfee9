import type { Secret } from './secret.ts';

/** How a call says who it is: an access token, or client id and secret (RFC 6750, RFC 7617). */
export type Authorization = { scheme: 'Bearer'; token: Secret<string> } | { scheme: 'Basic'; id: string; secret: Secret<string> };

export function authorizationHeader(authorization: Authorization): string {
  return `${authorization.scheme} ${credentialOf(authorization)}`;
}

/** The header as it may be shown. */
export function shownAuthorization(authorization: Authorization): string {
  return `${authorization.scheme} [secret]`;
}

/** Every text that would give the credential away if an answer quoted it. */
export function secretsOf(authorization: Authorization): string[] {
  const credential = credentialOf(authorization);
  return authorization.scheme === 'Bearer' ? [credential] : [credential, authorization.secret.reveal()];
}

function credentialOf(authorization: Authorization): string {
  if (authorization.scheme === 'Bearer') return authorization.token.reveal();
  return Buffer.from(`${authorization.id}:${authorization.secret.reveal()}`, 'utf8').toString('base64');
}
