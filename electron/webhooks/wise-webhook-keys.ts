import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Environment } from '../../shared/model/environments.ts';
import type { SigningEnvironment } from '../../shared/model/webhooks.ts';

/** A public key that verifies webhook deliveries of one environment. */
export type WebhookKey = { environment: SigningEnvironment; key: KeyObject };

/** Hosts of one's own have no keys that are known: what comes from there is held against Wise's sandbox. */
export function signingEnvironmentOf(environment: Environment): SigningEnvironment {
  return environment === 'custom' ? 'wise-sandbox' : environment;
}

/** As Wise publishes them: https://docs.wise.com/guides/developer/webhooks/event-handling */
export const WISE_WEBHOOK_KEYS = {
  'wise-sandbox': `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwpb91cEYuyJNQepZAVfP
ZIlPZfNUefH+n6w9SW3fykqKu938cR7WadQv87oF2VuT+fDt7kqeRziTmPSUhqPU
ys/V2Q1rlfJuXbE+Gga37t7zwd0egQ+KyOEHQOpcTwKmtZ81ieGHynAQzsn1We3j
wt760MsCPJ7GMT141ByQM+yW1Bx+4SG3IGjXWyqOWrcXsxAvIXkpUD/jK/L958Cg
nZEgz0BSEh0QxYLITnW1lLokSx/dTianWPFEhMC9BgijempgNXHNfcVirg1lPSyg
z7KqoKUN0oHqWLr2U1A+7kqrl6O2nx3CKs1bj1hToT1+p4kcMoHXA7kA+VBLUpEs
VwIDAQAB
-----END PUBLIC KEY-----
`,
  production: `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvO8vXV+JksBzZAY6GhSO
XdoTCfhXaaiZ+qAbtaDBiu2AGkGVpmEygFmWP4Li9m5+Ni85BhVvZOodM9epgW3F
bA5Q1SexvAF1PPjX4JpMstak/QhAgl1qMSqEevL8cmUeTgcMuVWCJmlge9h7B1CS
D4rtlimGZozG39rUBDg6Qt2K+P4wBfLblL0k4C4YUdLnpGYEDIth+i8XsRpFlogx
CAFyH9+knYsDbR43UJ9shtc42Ybd40Afihj8KnYKXzchyQ42aC8aZ/h5hyZ28yVy
Oj3Vos0VdBIs/gAyJ/4yyQFCXYte64I7ssrlbGRaco4nKF3HmaNhxwyKyJafz19e
HwIDAQAB
-----END PUBLIC KEY-----
`,
} as const satisfies Partial<Record<SigningEnvironment, string>>;

/** Wise's two keys, and the built-in sandbox's (SPKI in PEM) where it is known. */
export function webhookKeys(builtIn: string | undefined): WebhookKey[] {
  const published: [SigningEnvironment, string][] = [['wise-sandbox', WISE_WEBHOOK_KEYS['wise-sandbox']], ['production', WISE_WEBHOOK_KEYS.production]];
  return [...published, ...(builtIn ? [['built-in', builtIn] satisfies [SigningEnvironment, string]] : [])].map(([environment, pem]) => ({ environment, key: createPublicKey(pem) }));
}
