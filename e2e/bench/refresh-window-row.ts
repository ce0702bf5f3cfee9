import { expect } from '@playwright/test';
import { goTo } from '../jobs.ts';
import { connectionEntry } from '../../electron/wise/testing/ports.ts';
import { LONGEST_FRAME_MS, longestFrame } from './longest-frame.ts';
import type { Row } from './measure.ts';
import { openSandboxWindow } from './sandbox-window.ts';
import { startTokenServer, tokenOf } from './token-side.ts';

const TOKENS = 500;

/** The longest frame of the window while 500 tokens that are due are refreshed on its tokens screen, against what nobody notices. */
export async function refreshWindowRow(): Promise<Row> {
  const server = await startTokenServer();
  const { page, vault, close } = await openSandboxWindow();
  const hosts = { apiUrl: server.url, mtlsUrl: server.url, consentUrl: `${server.url}/oauth/authorize/` };
  const connection = { ...connectionEntry({ name: 'Bench', environment: 'custom', clientId: 'bench', clientSecret: 'a secret of the bench' }), hosts, wiseCa: [server.ca] };
  const makeDue = () => {
    const ended = new Date(Date.now() - 60_000).toISOString();
    const tokens = Array.from({ length: TOKENS }, (_, i) => tokenOf(connection.id, i)).map((one) => ({ ...one, access: { ...one.access!, endsAt: ended } }));
    return vault.update((body) => ({ ...body, connections: [...body.connections.filter(({ id }) => id !== connection.id), connection], tokens }));
  };
  return {
    name: `Longest frame, ${TOKENS} refreshes`, against: 'the frame that counts as dropped (50 ms)', goal: 1, pairs: 3,
    async ours() {
      await makeDue();
      await goTo(page, 'Overview');
      await goTo(page, 'Tokens');
      const all = page.getByRole('button', { name: `Refresh all due (${TOKENS})` });
      await expect(all).toBeVisible();
      return longestFrame(page, async () => {
        await all.click();
        await expect(page.getByText(`${TOKENS} tokens refreshed.`)).toBeVisible({ timeout: 120_000 });
      });
    },
    raw: async () => LONGEST_FRAME_MS,
    async close() {
      await close();
      await server.close();
    },
  };
}
