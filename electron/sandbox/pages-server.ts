import { createServer } from 'node:http';
import { bind, closeServer, portOf } from './bind.ts';
import { exchangeWith, withLimits } from './exchange.ts';
import type { Listener } from './server.ts';
import type { World } from './world.ts';

/**
 * Plain HTTP for browsers, which do not trust the sandbox's CA: pages only, on 127.0.0.1 only. Port 0 takes a free one.
 * Throws `SANDBOX_PORT_TAKEN`, `SANDBOX_FAILED`.
 */
export async function listenForBrowsers(port: number, world: World): Promise<Listener> {
  const closing = new AbortController();
  const bound = await bind(withLimits(createServer(exchangeWith('pages', world, closing.signal))), port, '127.0.0.1');
  return {
    port: portOf(bound),
    async close() {
      closing.abort();
      await closeServer(bound);
    },
  };
}
