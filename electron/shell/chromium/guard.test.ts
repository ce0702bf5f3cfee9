import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { takeOnlyPage } from './guard.ts';
import { Pipe } from './pipe.ts';
import type { Message } from './protocol.ts';

function browser(): { pipe: Pipe; says(method: string, params: object, sessionId?: string): void; heard(): string[] } {
  const [toBrowser, fromBrowser] = [new PassThrough(), new PassThrough()];
  let text = '';
  toBrowser.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return {
    pipe: new Pipe(toBrowser, fromBrowser),
    says: (method, params, sessionId) => void fromBrowser.write(`${JSON.stringify({ method, params, sessionId })}\0`),
    heard: () => text.split('\0').slice(0, -1).map((part) => line(JSON.parse(part) as Message)),
  };
}

/** Method, texts of the parameters and session, with spaces between. */
function line({ method, params, sessionId }: Message): string {
  return [method, ...Object.values(params as object), sessionId].filter((part) => typeof part === 'string').join(' ');
}

const target = (targetId: string, type: string, url = ''): object => ({ targetInfo: { targetId, type, url }, sessionId: `S${targetId}`, waitingForDebugger: true });

test('the first page is taken; a later one runs on before it is closed, or its opener would hang', async () => {
  const { pipe, says, heard } = browser();
  const page = takeOnlyPage(pipe);
  const before = heard().length;
  says('Target.attachedToTarget', target('1', 'page'));
  expect((await page).targetId).toBe('1');
  says('Target.attachedToTarget', target('2', 'page'));
  await expect.poll(() => heard().slice(before)).toEqual(['Runtime.runIfWaitingForDebugger S2', 'Target.closeTarget 2']);
});

test('what is no page may run, and sessions of a test are left alone', async () => {
  const { pipe, says, heard } = browser();
  void takeOnlyPage(pipe);
  const before = heard().length;
  says('Target.attachedToTarget', target('1', 'worker'));
  says('Target.attachedToTarget', target('2', 'page'), 'TEST');
  says('Target.targetCreated', target('3', 'other', 'https://portcullis.invalid/'));
  await expect.poll(() => heard().slice(before)).toEqual(['Runtime.runIfWaitingForDebugger S1']);
});

test('DevTools windows are closed when they appear, or when they get their address', async () => {
  const { pipe, says, heard } = browser();
  void takeOnlyPage(pipe);
  const before = heard().length;
  says('Target.targetCreated', target('1', 'other', 'devtools://devtools/x'));
  says('Target.targetCreated', target('2', 'other'));
  says('Target.targetInfoChanged', target('2', 'other', 'devtools://devtools/x'));
  await expect.poll(() => heard().slice(before)).toEqual(['Target.closeTarget 1', 'Target.closeTarget 2']);
});
