import { z } from 'zod';

const instant = z.iso.datetime();

/** A certificate as it is shown. Names are RFC 4514 strings, `fingerprint` is the SHA-256 of its DER in hex with colons. */
export const certificateFacts = z.lazy(() => z.strictObject({ subject: z.string(), issuer: z.string(), notBefore: instant, notAfter: instant, fingerprint: z.string() }));
export type CertificateFacts = z.infer<typeof certificateFacts>;

/** What a TLS handshake came to. */
export const tlsView = z.lazy(() => z.strictObject({
  at: instant,
  /** With the port where it is not 443. */
  host: z.string(),
  /** Such as "TLS 1.3". */
  protocol: z.string(),
  /** Its IANA name, such as "TLS_AES_256_GCM_SHA384". */
  cipher: z.string(),
  /** `not-asked`: there is one, but the server did not want it. `offered`: this host cannot tell whether the server wanted it. `none`: the connection has none. */
  clientCertificate: z.enum(['sent', 'not-asked', 'offered', 'none']),
  /** The one that was sent or offered: its name, and its end. */
  certificateName: z.string().optional(),
  certificateEnds: instant.optional(),
  /** The server's, its own certificate first. */
  serverChain: z.array(certificateFacts),
  /** Seconds by which the server's clock is ahead of ours, from its newest answer; negative when behind. */
  clockOffsetSeconds: z.number().int().optional(),
}));
export type TlsView = z.infer<typeof tlsView>;
