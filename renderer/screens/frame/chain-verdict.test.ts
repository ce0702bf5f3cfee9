import { expect, test } from 'vitest';
import type { ChainHealth, ChainLink } from '../../../shared/model/views.ts';
import { chainVerdict } from './chain-verdict.ts';

function health(...states: ChainLink['state'][]): ChainHealth {
  const ids = ['tls', 'client-credentials', 'jose'] as const;
  return { checkedAt: '2026-11-22T10:00:00.000Z', links: states.map((state, index) => ({ id: ids[index]!, state, says: '' })) };
}

test.each([
  [undefined, true, false, 'plain', 'checking'],
  [undefined, false, true, 'bad', 'check failed'],
  [undefined, false, false, 'plain', 'check the chain'],
  [health('ok', 'ok', 'ok'), false, false, 'ok', 'all links hold'],
  [health('ok', 'failed', 'skipped'), false, false, 'bad', 'a link is broken'],
  [health('ok', 'ok', 'skipped'), false, false, 'plain', '2 of 3 links hold'],
])('%#: %s', (found, checking, refused, tone, says) => {
  expect(chainVerdict(found, checking, refused)).toEqual({ tone, says });
});
