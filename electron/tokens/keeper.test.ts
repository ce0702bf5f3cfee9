import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TokenEntry } from '../vault/body.ts';
import type { VaultEvent } from '../vault/open-vault.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { json, ROUTES } from '../wise/testing/wise-double.ts';
import { TokenKeeper } from './keeper.ts';
import { UserTokens } from './user-tokens.ts';

let side: Linked;
beforeEach(async () => {
  side = await startLinked();
});
afterEach(() => side.close());

const MINUTE = 60_000;

/** Ends in so many minutes, of an hour. */
function token(label: string, endsIn: number, change: Partial<TokenEntry> = {}): TokenEntry {
  const at = (minutes: number) => new Date(side.clock.now + minutes * MINUTE).toISOString();
  return {
    id: crypto.randomUUID(), connectionId: side.link.target.id, kind: 'user', label, origin: 'consent', madeAt: at(endsIn - 60), profiles: [], history: [],
    access: { value: `access-${label}`, issuedAt: at(endsIn - 60), endsAt: at(endsIn) }, refresh: { value: `refresh-${label}` }, ...change,
  };
}

/** A keeper over the double, which notes whose refresh token came, and answers when so many refreshes are there at the same time. */
async function keeping(tokens: TokenEntry[], { linkOf = async () => side.link, together = 1 } = {}) {
  const seen = { refreshed: [] as string[], most: 0 };
  let [here, all] = [0, Promise.withResolvers<void>()];
  side.wise.routes[ROUTES.token] = async ({ body }) => {
    const [, label = ''] = /refresh_token=refresh-(\w+)/.exec(body) ?? [];
    seen.refreshed.push(label);
    seen.most = Math.max(seen.most, (here += 1));
    const mine = all;
    if (here === together) {
      mine.resolve();
      [here, all] = [0, Promise.withResolvers<void>()];
    }
    await mine.promise;
    return json({ access_token: `new-${label}`, token_type: 'bearer', expires_in: 3600, refresh_token: `refresh-${label}-2` });
  };
  await side.vault.update((body) => ({ ...body, tokens }));
  const listeners = new Set<(event: VaultEvent) => void>();
  const vault = {
    isUnlocked: true, read: side.vault.read,
    onChange: (listener: (event: VaultEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const userTokens = new UserTokens({ vault: side.vault, audit: side.audit, now: side.now });
  const keeper = new TokenKeeper({ vault, userTokens, linkOf });
  const tell = (event: VaultEvent) => {
    vault.isUnlocked = event !== 'locked';
    for (const listener of listeners) listener(event);
  };
  return { seen, keeper, userTokens, tell, listeners };
}

test('refreshes what ends soon, and leaves what has ended, what lives, what is refused or uncertain, and what has nothing to refresh', async () => {
  const at = new Date(side.clock.now).toISOString();
  const { keeper, seen } = await keeping([
    token('soon', 3), token('ended', -1), token('lives', 30), token('refused', 3, { refusal: { at, status: 401 } }), token('uncertain', 3, { refreshBegunAt: at }),
    token('personal', 3, { kind: 'personal' }), token('bare', 3, { access: undefined }),
  ]);
  await keeper.look();
  await keeper.look();
  keeper.close();
  expect(seen.refreshed).toEqual(['soon']);
});

test('one that failed waits for its pause', async () => {
  const { keeper, seen } = await keeping([token('soon', 5)]);
  side.wise.next(ROUTES.token, () => ({ status: 503 }));
  await keeper.look();
  await keeper.look();
  expect(seen.refreshed).toEqual([]);
  side.clock.now += 30_000;
  await keeper.look();
  keeper.close();
  expect(seen.refreshed).toEqual(['soon']);
});

test('four at a time, however many are due, and one look at a time', async () => {
  const { keeper, seen } = await keeping(Array.from({ length: 20 }, (_, i) => token(`n${i}`, 3)), { together: 4 });
  await Promise.all([keeper.look(), keeper.look()]);
  keeper.close();
  expect([seen.refreshed.length, new Set(seen.refreshed).size, seen.most]).toEqual([20, 20, 4]);
});

test('a connection that cannot be reached keeps nobody else from it', async () => {
  const { keeper } = await keeping([token('soon', 3)], { linkOf: () => Promise.reject(new Error('no such connection')) });
  await keeper.look();
  keeper.close();
});

test('looks once a minute while the vault is open, and not while it is locked', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const { keeper, tell, listeners } = await keeping([]);
    const look = vi.spyOn(keeper, 'look');
    vi.advanceTimersByTime(2 * MINUTE);
    expect(look).toHaveBeenCalledTimes(2);
    tell('locked');
    vi.advanceTimersByTime(5 * MINUTE);
    expect(look).toHaveBeenCalledTimes(2);
    tell('unlocked');
    vi.advanceTimersByTime(MINUTE);
    keeper.stop();
    vi.advanceTimersByTime(5 * MINUTE);
    expect(look).toHaveBeenCalledTimes(3);
    keeper.close();
    expect(listeners.size).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
