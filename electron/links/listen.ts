import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { type LinkAddress, takeAddress } from './address.ts';
import { LINE_END, LONGEST_LINE, QUIET_MS, TAKEN } from './protocol.ts';

type LinkListener = { close(): Promise<void> };

/** Takes the links that second starts with this profile hand over; no port listens. Rejects with what Node says. */
export async function listenForLinks(folder: string, onLink: (url: string) => void): Promise<LinkListener> {
  const address = await takeAddress(folder);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    takeLink(socket, onLink);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(address.path, resolve);
    });
    await keepToOwner(address);
  } catch (thrown) {
    server.close();
    await address.release();
    throw thrown;
  }
  server.on('error', () => undefined);
  return {
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await address.release();
    },
  };
}

async function keepToOwner({ path }: LinkAddress): Promise<void> {
  if (process.platform !== 'win32') await chmod(path, 0o600);
}

/** One line, one link. */
function takeLink(socket: Socket, onLink: (url: string) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.setTimeout(QUIET_MS, () => socket.destroy());
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf(LINE_END);
    if (end < 0 && text.length <= LONGEST_LINE) return;
    socket.removeAllListeners('data');
    if (end < 0 || end > LONGEST_LINE) return void socket.destroy();
    onLink(text.slice(0, end));
    socket.end(TAKEN);
  });
}
