import type { Environment } from '../../shared/model/views.ts';
import type { Secret } from '../wise/secret.ts';

/** A client certificate, and how to get at what is sent of it. */
export type TargetCertificate = {
  id: string;
  name: string;
  /** SHA-256 of its DER, hex with colons. */
  fingerprint: string;
  /** ISO 8601. */
  notAfter: string;
  /** PEM: the certificate with its chain, and the private key. */
  pem(): { cert: string; key: Secret<string> };
};

/** Everything that belongs together to call Wise: one address, whom to trust there, and the credentials that may be sent there and nowhere else. */
export type ConnectionTarget = {
  id: string;
  name: string;
  environment: Environment;
  /** An `https:` origin; with a certificate in use that of the mTLS host. */
  apiUrl: string;
  /** Where calls with a client certificate go. */
  mtlsUrl: string;
  /** Sent with every call; absent while the connection has none. */
  certificate?: TargetCertificate;
  /** PEM, one or several. Absent: the roots that Node carries; otherwise these alone, so where Wise’s authorities were imported Node’s roots are among them. */
  ca?: string;
  clientId: string;
  clientSecret: Secret<string>;
  /** What webhook subscriptions need beside the credentials; each is absent until it was given. */
  clientKey?: string;
  profileId?: number;
  /** The token of the vault for what belongs to a profile. */
  userTokenId?: string;
  /** A token that is not in the vault: the built-in sandbox's own, where the connection has no other. */
  ownUserToken?: Secret<string>;
};
