import { PortcullisError } from '../../shared/errors.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import type { ConnectionEntry, TokenEntry, VaultBody } from '../vault/body.ts';

type Builtin = Pick<SandboxPort, 'running'>;

/** The token of the vault that is, or is renewed by, this value. */
export function knownToken({ tokens }: Pick<VaultBody, 'tokens'>, value: string): TokenEntry | undefined {
  return tokens.find((entry) => secretsOf(entry).includes(value));
}

/** Throws `CREDENTIAL_SHARED` when a connection of another environment than `connection`'s has this value as a token or client secret, and `TOKEN_EXISTS` when it is a token of the vault already. */
export function assertNewSecret(body: VaultBody, connection: ConnectionEntry, value: string, sandbox: Builtin): void {
  const others = body.connections.filter(({ environment }) => environment !== connection.environment);
  const owner = others.find((other) => hasSecret(body, other, value, sandbox));
  if (owner) throw new PortcullisError('CREDENTIAL_SHARED', { reason: `The connection “${owner.name}” has it.` });
  const known = knownToken(body, value);
  if (known) throw new PortcullisError('TOKEN_EXISTS', { reason: `It is called “${known.label}”.` });
}

function hasSecret({ tokens }: VaultBody, { id, environment, clientSecret }: ConnectionEntry, value: string, sandbox: Builtin): boolean {
  const running = environment === 'built-in' ? sandbox.running() : undefined;
  const own = [running?.ownUserToken.reveal(), running?.personalToken.reveal()];
  return clientSecret === value || own.includes(value) || tokens.some((entry) => entry.connectionId === id && secretsOf(entry).includes(value));
}

function secretsOf({ access, refresh, previousRefresh }: TokenEntry): (string | undefined)[] {
  return [access?.value, refresh?.value, previousRefresh];
}
