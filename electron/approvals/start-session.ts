import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { ApprovalStep, OpenApproval } from '../../shared/model/approvals.ts';
import { linkTo } from '../link-to.ts';
import { startSession } from '../sca/one-time-token.ts';
import { isClear } from '../sca/token-status.ts';
import type { Desk, Opening } from './desk.ts';
import { hasEnded, newLive, stateOf, tokenView, type Live } from './live.ts';

/** Has Wise ask for the proofs that open a session of low risk; nothing is sent afterwards. Throws `SCA_BLOCKED`, `SCA_USER_TOKEN`, and as `WiseClient.send`. */
export async function openSession(desk: Desk, { connectionId, profileId }: { connectionId: string; profileId: number }): Promise<ApprovalStep> {
  desk.assertOpen();
  const key = `session:${profileId}`;
  return desk.deeds.run(`${key} over ${connectionId}`, async () => {
    const { services } = desk;
    // The old way has no proofs, and so no sessions.
    if (desk.signsTokens(connectionId)) throw new PortcullisError('SCA_USER_TOKEN');
    for (const [id, known] of desk.opening) {
      const live = desk.live.get(id);
      if (known.key === key && known.connectionId === connectionId && live?.token && !hasEnded(live.token, services.now())) return { approval: openingView(desk, known, live) };
    }
    const { token, status } = await startSession(services, await linkTo(services, connectionId), profileId);
    const now = services.now();
    const opening: Opening = { id: randomUUID(), key, connectionId, profileId, preparedAt: new Date(now).toISOString() };
    const live: Live = { ...newLive(opening.id), token: { token, profileId, isSigned: false, status, endsAt: now + status.validitySeconds * 1000, sent: new Map(), codeAgainAt: new Map(), cleared: [] } };
    desk.opening.set(opening.id, opening);
    desk.live.set(opening.id, live);
    const view = openingView(desk, opening, live);
    await desk.audit('sca.session', 'ok', opening, 'Wise asks for the proofs of a session');
    if (isClear(status)) await sessionOpened(desk, opening);
    return { approval: view };
  });
}

export function openingView(desk: Desk, { id, key, connectionId, preparedAt }: Opening, live: Live): OpenApproval {
  return {
    id, key, connectionId, preparedAt, state: stateOf({}, live, desk.services.now()), needsAnother: false, signsToken: false, canAsk: false,
    ...(live.token ? { token: tokenView(live.token) } : {}),
    ...(live.error ? { error: live.error } : {}),
  };
}

/** Every proof is there: it is open from now on. */
export async function sessionOpened(desk: Desk, opening: Opening): Promise<void> {
  desk.sessions.opened(opening.connectionId, opening.profileId);
  desk.opening.delete(opening.id);
  desk.live.delete(opening.id);
  desk.services.changed('approvals');
  await desk.audit('sca.session', 'ok', opening, 'open for five minutes');
}
