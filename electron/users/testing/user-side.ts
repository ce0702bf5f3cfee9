import { ClearingClipboard } from '../../shell/clearing-clipboard.ts';
import { createMemoryShell } from '../../shell/memory.ts';
import { ClientCredentialsTokens } from '../../tokens/client-credentials.ts';
import { refreshSide, type Server } from '../../tokens/testing/refresh-side.ts';
import type { UserEntry } from '../../vault/body.ts';
import { copyClaimCode } from '../claim-code.ts';
import { createUser, fetchTokenOfUser } from '../make.ts';

/** The use cases of users over the built-in sandbox. Each user has an address of its own. */
export function userSide(server: Server) {
  const side = refreshSide(server);
  const { memory: vault, audit, link, userTokens, clock } = side;
  const { clipboard } = createMemoryShell();
  const deps = { vault, audit, userTokens, now: () => clock.now, tokens: new ClientCredentialsTokens({ audit, now: () => clock.now }), clipboard: new ClearingClipboard(clipboard) };
  const connectionId = link.target.id;
  return {
    ...side, ...deps, deps, connectionId, copied: () => clipboard.read(),
    create: (email: string) => createUser(deps, link, { connectionId, email }),
    fetchToken: (id: string) => fetchTokenOfUser(deps, link, id),
    claim: (id: string) => copyClaimCode(deps, link, id),
    user: (id: string): UserEntry => vault.read().users.find((one) => one.id === id)!,
    /** Everything that left the vault so far. */
    shown: (...answers: unknown[]) => JSON.stringify([answers, audit.lines]),
  };
}
export type UserSide = ReturnType<typeof userSide>;
