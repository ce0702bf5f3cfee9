import type { FoundCredential } from '../../../shared/model/tokens.ts';
import type { Credentials } from './credentials.ts';

/** Why something is taken for what it is, and what the import does with it. */
export const SAYS: Readonly<Record<FoundCredential['kind'], string>> = {
  'personal-token': 'A personal token, by its name.',
  'access-token': 'An access token, by its name or place. It ends within hours and cannot be renewed.',
  'refresh-token': 'A refresh token. It is tried at once by a refresh, which ends the access token that belongs to it.',
  'client-credentials': 'Client id and client secret. They become those of the connection.',
  'unknown-token': 'A bearer token; nothing tells of which kind. It is taken for a personal token. Test it once it is here.',
};

/** Beside what a file is: what it does not hold, such as "{{token}} is not in it". */
export function lacks({ unresolved, isCut }: Credentials): string {
  const names = unresolved.map((name) => `{{${name}}}`).join(', ');
  return [...(names === '' ? [] : [`${names} ${unresolved.length === 1 ? 'is' : 'are'} not in it`]), ...(isCut ? ['only the first 500 are shown'] : [])].join('; ');
}

/** Why there is nothing to import. */
export function whyNothing(credentials: Credentials): string {
  const missing = lacks(credentials);
  return missing === '' ? 'Nothing in it is called like a token or like client id and secret.' : `The credentials lie elsewhere: ${missing}. Take the environment that holds them.`;
}
