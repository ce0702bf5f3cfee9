import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Agent, request } from 'undici';
import { refreshMany } from '../../electron/tokens/refresh-many.ts';
import { LONGEST_FRAME_MS } from './longest-frame.ts';
import { timed, type Row } from './measure.ts';
import { saveByHand } from './save-by-hand.ts';
import { startTokenSide } from './token-side.ts';

const TOKENS = 500;
/** As many as ours sends at the same time. */
const AT_ONCE = 8;

/** The longest time for which 500 refreshes at once keep everything else in main waiting. Against what nobody notices. */
export async function refreshStallRow(): Promise<Row> {
  const side = await startTokenSide(TOKENS);
  return { name: `${TOKENS} refreshes, longest stall`, against: 'the frame that counts as dropped (50 ms)', goal: 1, pairs: 5, ours: () => longestStall(() => refreshAll(side)), raw: async () => LONGEST_FRAME_MS, close: side.close };
}

/** 500 refreshes, each noted before it is sent, its pair saved in the vault and recorded in the audit log, against the same requests made bare and each pair saved by hand. */
export async function refreshRow(): Promise<Row> {
  const side = await startTokenSide(TOKENS);
  const dispatcher = new Agent({ allowH2: false, connections: AT_ONCE, connect: { ca: side.ca } });
  const bytes = Buffer.from(JSON.stringify(side.vault.read()));
  return {
    name: `${TOKENS} refreshes`, against: `bare undici, the same ${(bytes.length / 1024).toFixed(0)} KiB saved by hand after each`, goal: 1.5, pairs: 5,
    ours: () => timed(() => refreshAll(side)),
    raw: () => timed(() => refreshBare(side.url, dispatcher, () => saveByHand(bytes, side.profile.folder))),
    async close() {
      await dispatcher.close();
      await side.close();
    },
  };
}

type Side = Awaited<ReturnType<typeof startTokenSide>>;

async function refreshAll({ vault, userTokens, tokenIds, link }: Side): Promise<void> {
  const done = await refreshMany({ vault, userTokens, link: async () => link() }, { tokenIds });
  const failed = done.find(({ error }) => error);
  if (failed || done.length !== TOKENS) throw new Error(failed?.error?.code ?? String(done.length));
}

async function refreshBare(url: string, dispatcher: Agent, save: () => Promise<void>): Promise<void> {
  const headers = { authorization: `Basic ${btoa('bench:a secret of the bench')}`, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  let saved = Promise.resolve();
  const left = Array.from({ length: TOKENS }).keys();
  const worker = async () => {
    for (const _token of left) {
      const { body } = await request(`${url}/oauth/token`, { method: 'POST', headers, body: `grant_type=refresh_token&refresh_token=${crypto.randomUUID()}`, dispatcher });
      await body.json();
      saved = saved.then(save);
      await saved;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Milliseconds. */
async function longestStall(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}
