import { expect, it } from 'vitest';
import { RefusalLog } from './refusal-log.ts';

function setUp() {
  const lines: string[] = [];
  const clock = { now: 0 };
  const log = new RefusalLog(async ({ subject, says, outcome }) => { lines.push(`${outcome} ${subject}: ${says}`); }, () => clock.now);
  return { lines, clock, log };
}

it('records a refusal by method and code', () => {
  const { log, lines } = setUp();
  log.add('keys.create', 'IPC_INVALID_INPUT');
  expect(lines).toEqual(['refused keys.create: IPC_INVALID_INPUT']);
});

it('writes at most 20 lines a minute and tells of the rest', () => {
  const { log, lines, clock } = setUp();
  for (let i = 0; i < 500; i++) log.add('unknown', 'IPC_UNKNOWN_METHOD');
  expect(lines).toHaveLength(20);
  clock.now = 60_000;
  log.add('unknown', 'IPC_FORBIDDEN');
  expect(lines.at(-1)).toBe('refused unknown: IPC_FORBIDDEN; 480 more before this one');
});

it('leaves out calls that came just after a lock', () => {
  const { log, lines } = setUp();
  log.add('keys.list', 'VAULT_LOCKED');
  expect(lines).toEqual([]);
});
