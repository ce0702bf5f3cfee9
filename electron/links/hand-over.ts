import { lstat, realpath } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { knownAddress } from './address.ts';
import { LINE_END, QUIET_MS, TAKEN } from './protocol.ts';

/** The other one may have just been started: milliseconds to wait until it listens. */
const PATIENCE_MS = 5000;
const RETRY_MS = 100;

/** Hands a link to the Portcullis that runs with this profile. False when it does not take it. */
export async function handOver(profileDir: string, link: string, patienceMs = PATIENCE_MS): Promise<boolean> {
  if (link.includes(LINE_END)) return false;
  for (let waited = 0; waited <= patienceMs; waited += RETRY_MS) {
    const address = await realpath(profileDir).then(knownAddress, () => undefined);
    const answer = address !== undefined && (await isOurs(address)) ? await send(address, link) : undefined;
    if (answer !== undefined) return answer === TAKEN;
    await sleep(RETRY_MS);
  }
  return false;
}

/** A folder that a killed process left noted may be somebody else's by now: a link can hold a code. Names of pipes cannot be guessed. */
async function isOurs(address: string): Promise<boolean> {
  if (process.getuid === undefined) return true;
  const found = await lstat(address).catch(() => undefined);
  return found !== undefined && found.isSocket() && found.uid === process.getuid();
}

/** What was answered; undefined where nobody listens. */
function send(address: string, link: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    let isConnected = false;
    const socket = connect(address, () => {
      isConnected = true;
      socket.write(link + LINE_END);
    });
    socket.setEncoding('utf8');
    socket.setTimeout(QUIET_MS, () => socket.destroy());
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(isConnected ? answer : undefined));
  });
}
