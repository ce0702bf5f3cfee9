import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { addToken } from './add.ts';
import { changeToken } from './change.ts';
import { copyToken } from './copy.ts';
import { findToken } from './entry.ts';
import { forgetToken } from './forget.ts';
import { tokenHistory } from './history.ts';
import { listTokens } from './list.ts';
import { refreshMany } from './refresh-many.ts';
import { saveTokenList } from './save-list.ts';
import { profilesOf, testToken } from './test-token.ts';

export function tokenHandlers(services: Services): HandlersOf<'tokens'> {
  const { vault } = services;
  const link = (connectionId: string) => linkTo(services, connectionId);
  const linkOf = (tokenId: string) => link(findToken(vault.read(), tokenId).connectionId);
  return {
    'tokens.list': async () => listTokens(services),
    'tokens.history': async ({ tokenId }) => tokenHistory(services, tokenId),
    'tokens.add': (input) => addToken(services, input),
    'tokens.change': (input) => changeToken(services, input),
    'tokens.test': async (input) => testToken(services, await linkOf(input.tokenId), input),
    'tokens.refresh': (input) => refreshMany({ ...services, link }, input),
    'tokens.forget': async (input) => {
      await forgetToken(services, input);
      return {};
    },
    'tokens.copy': async (input) => {
      await copyToken(services, input);
      return {};
    },
    'tokens.profiles': async ({ tokenId }) => profilesOf(services, await linkOf(tokenId), tokenId),
    // Its parsers are loaded when first needed.
    'tokens.inspect': async (input) => (await import('./import/inspect.ts')).inspectTokens(services, input),
    'tokens.import': async (input) => (await import('./import/import-token.ts')).importToken({ ...services, link }, input),
    'tokens.discardImport': async ({ importId }) => {
      services.tokenImports.drop(importId);
      return {};
    },
    'tokens.saveList': () => saveTokenList(services),
  };
}
