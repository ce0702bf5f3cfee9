import { z } from 'zod';

/** A secret of a person as it is kept: scrypt (RFC 7914) with the person's salt, base64. */
const hashed = z.string();

/** What a person proves with. PIN, fingerprints and face map are kept as hashes only. */
const enrolled = z.strictObject({
  userId: z.number().int(),
  /** 16 random bytes, base64. */
  salt: z.string(),
  pin: hashed.optional(),
  faceMap: hashed.optional(),
  /** Oldest first. */
  fingerprints: z.array(z.strictObject({ id: z.uuid(), hash: hashed, createdAt: z.string() })),
  phone: z.strictObject({ id: z.number().int(), number: z.string() }).optional(),
});
export type Enrolled = z.infer<typeof enrolled>;

/** Wrong attempts of a person in a row; no new one-time tokens until then (milliseconds since 1970). */
const tries = z.strictObject({ userId: z.number().int(), wrong: z.number().int(), blockedUntil: z.number().optional() });

/** Verifies signatures of one-time tokens that personal tokens meet: RSA, SPKI in PEM. */
const publicKey = z.strictObject({ id: z.uuid(), publicKey: z.string(), addedAt: z.string() });
export type ScaPublicKey = z.infer<typeof publicKey>;

/** What of SCA outlives a restart. */
export const scaState = z.strictObject({
  enrolled: z.array(enrolled).default([]),
  tries: z.array(tries).default([]),
  /** Those of the person of `FIXED`. */
  publicKeys: z.array(publicKey).default([]),
  /** What face maps are exported with: RSA 2048, SPKI in PEM. Made when first asked for. */
  facetecKey: z.string().optional(),
});
export type ScaState = z.infer<typeof scaState>;
