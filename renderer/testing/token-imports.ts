import type { FoundCredential, TokenImportView } from '../../shared/model/tokens.ts';

export type KeptTokens = Omit<TokenImportView, 'importId'>;

const found = (index: number, rest: Pick<FoundCredential, 'kind' | 'name' | 'tail' | 'says'> & Partial<FoundCredential>): FoundCredential => ({ index, ...rest });

const POSTMAN: KeptTokens = {
  fileName: 'wise-live.postman_environment.json',
  what: 'Postman environment “Wise live”',
  items: [
    found(0, { kind: 'personal-token', name: 'WISE_API_TOKEN', tail: '41fa', environment: 'production', says: 'A UUID, as personal tokens of Wise are.' }),
    found(1, { kind: 'client-credentials', name: 'client_id, client_secret', tail: '7f21', environment: 'production', says: 'A client id with its secret.' }),
    found(2, { kind: 'refresh-token', name: 'refresh_token', tail: '09cc', environment: 'production', says: 'Named so. One refresh will show whether Wise takes it.' }),
    found(3, { kind: 'access-token', name: 'access_token', tail: 'b7d2', environment: 'wise-sandbox', says: 'It ends within hours and cannot be renewed.' }),
    found(4, { kind: 'unknown-token', name: 'token', tail: '1d0e', says: 'Nothing tells whose token it is.' }),
  ],
};

const ENV: KeptTokens = { what: '.env file', items: [found(0, { kind: 'personal-token', name: 'WISE_API_TOKEN', tail: '41fa', says: 'A UUID, as personal tokens of Wise are.' })] };

/** What the stand-in finds in what was pasted, dropped or picked. */
export function tokensIn(text: string): KeptTokens | undefined {
  if (/postman|values|pick/iu.test(text)) return POSTMAN;
  return text.includes('=') ? ENV : undefined;
}

export const PLAIN_COPIES: readonly string[] = [
  'The file wise-live.postman_environment.json still holds it in plain text. Delete it, and empty the trash.',
  'Postman keeps a copy of its own, and in its cloud where the workspace is synced: delete the variable there too.',
  'If the file was ever committed, it is in the history of that repository: then make a new token and delete this one at Wise.',
];
