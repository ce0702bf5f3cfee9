import { toPortcullisError, toWireError, type PortcullisError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import type { FoundCredential, TokenImportView } from '../../../shared/model/tokens.ts';
import type { VaultStore } from '../../ports.ts';
import { givenBytes, pickBytes, type Given } from '../../shell/given-bytes.ts';
import type { Dialogs } from '../../shell/port.ts';
import type { VaultBody } from '../../vault/body.ts';
import { knownToken } from '../known-secret.ts';
import { tailOf } from '../tail.ts';
import { credentialsOf, type Credential, type Credentials } from './credentials.ts';
import type { KeptTokenImports } from './kept-token-imports.ts';
import type { ReadFile } from './named-value.ts';
import { readFile } from './read.ts';
import { MOST_BYTES, unreadable } from './text.ts';
import { lacks, whyNothing } from './words.ts';

export type InspectDeps = { vault: VaultStore; tokenImports: KeptTokenImports; dialogs: Pick<Dialogs, 'openFile'> };
type Input = Parsed<'tokens.inspect'>;

const PICK = { title: 'Import credentials', extensions: ['json', 'env', 'bru', 'txt', 'local', 'development', 'production', 'sandbox'] };

/**
 * Says which credentials a file or text holds, and keeps it for the import. What is wrong with the thing itself is told in the view.
 * Throws `CANCELLED`, `TOKEN_IMPORT_UNREADABLE` for a picked file that is too large, and `VAULT_LOCKED`.
 */
export async function inspectTokens(deps: InspectDeps, { from }: Input): Promise<TokenImportView> {
  const { vault, tokenImports } = deps;
  const given = await givenOf(deps, from);
  const { file, credentials, error } = await tryRead(given);
  // After the last wait: what is kept from here on is dropped by the next lock.
  const body = vault.read();
  const importId = tokenImports.keep({ ...given, from: from.kind });
  if (credentials.found.length === 0) tokenImports.drop(importId);
  return {
    importId,
    ...(given.fileName === undefined ? {} : { fileName: given.fileName }),
    what: [file?.what ?? 'Unknown', ...(credentials.found.length > 0 ? [lacks(credentials)] : [])].filter(Boolean).join('; '),
    items: credentials.found.map((one, index) => itemOf(one, index, body)),
    ...(error === undefined ? {} : { error: toWireError(error) }),
  };
}

/** Reads what was kept once more. Throws `TOKEN_IMPORT_UNREADABLE`. */
export async function readCredentials({ bytes, fileName }: Given): Promise<{ file: ReadFile; credentials: Credentials }> {
  const file = await readFile(bytes, fileName);
  return { file, credentials: credentialsOf(file) };
}

async function givenOf({ dialogs }: InspectDeps, from: Input['from']): Promise<Given> {
  if (from.kind === 'pick') return pickBytes(dialogs, { ...PICK, mostBytes: MOST_BYTES, tooLarge });
  return givenBytes(dialogs, from, { ...PICK, refusal: 'TOKEN_IMPORT_UNREADABLE', thing: 'token' });
}

function tooLarge(): PortcullisError {
  return unreadable('The file is larger than 300 KB. Take only the environment or the request that holds the token.');
}

type Tried = { file?: ReadFile; credentials: Credentials; error?: unknown };

async function tryRead(given: Given): Promise<Tried> {
  try {
    const read = await readCredentials(given);
    return read.credentials.found.length > 0 ? read : { ...read, error: unreadable(whyNothing(read.credentials)) };
  } catch (thrown) {
    return { credentials: { found: [], unresolved: [], isCut: false }, error: toPortcullisError(thrown) };
  }
}

function itemOf(one: Credential, index: number, body: VaultBody): FoundCredential {
  const { kind, name, says, environment } = one;
  const [shown, known] = one.kind === 'client-credentials' ? [one.clientId, connectionOf(body, one)?.name] : [one.token, knownToken(body, one.token)?.label];
  return { index, kind, name, says, tail: tailOf(shown), ...(environment === undefined ? {} : { environment }), ...(known === undefined ? {} : { knownAs: known }) };
}

function connectionOf({ connections }: VaultBody, { clientId, clientSecret }: { clientId: string; clientSecret: string }): VaultBody['connections'][number] | undefined {
  return connections.find((one) => one.clientId === clientId && one.clientSecret === clientSecret);
}
