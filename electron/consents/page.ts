import { randomBytes } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import { hostsOf } from '../connections/environments.ts';
import type { ConnectionEntry, ConsentEntry } from '../vault/body.ts';

/** Wise's consent page for one application. */
type ConsentPage = { consentUrl: string; clientId: string };

/** 256 bits, base64url (RFC 6749, 10.12). */
export function newState(): string {
  return randomBytes(32).toString('base64url');
}

/** Starts the built-in sandbox if it is its page. Throws `SANDBOX_*`. */
export async function consentPage({ environment, hosts, clientId = '' }: ConnectionEntry, sandbox: Pick<SandboxPort, 'target'>): Promise<ConsentPage> {
  if (environment === 'built-in') return sandbox.target();
  return { consentUrl: hostsOf({ environment, hosts }).consentUrl, clientId };
}

/** As it is registered with Wise. Throws `REDIRECT_URI_MISSING`, `SANDBOX_*`. */
export async function redirectUriOf({ environment, redirectUri }: ConnectionEntry, sandbox: Pick<SandboxPort, 'target'>): Promise<string> {
  const found = redirectUri ?? (environment === 'built-in' ? (await sandbox.target()).redirectUri : undefined);
  if (found === undefined) throw new PortcullisError('REDIRECT_URI_MISSING');
  return found;
}

/** What the browser opens (RFC 6749, 4.1.1, as Wise has it). Other parameters of the page stay. */
export function consentAddress({ consentUrl, clientId }: ConsentPage, { redirectUri, state }: Pick<ConsentEntry, 'redirectUri' | 'state'>): string {
  const url = new URL(consentUrl);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('redirect_uri', redirectUri);
  url.searchParams.set('state', state);
  return url.href;
}
