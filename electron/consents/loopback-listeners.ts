import type { IncomingMessage } from 'node:http';
import { PortcullisError } from '../../shared/errors.ts';
import type { Clock } from '../ports.ts';
import { systemCode } from '../storage/io-errors.ts';
import { type ConsentAnswer, isSameState, readAnswer } from './answer.ts';
import { PAGES, type Page } from './listener-page.ts';
import { listenOn, type LoopbackServer } from './loopback-server.ts';
import { leadsTo, type Loopback } from './redirect-uri.ts';

/** What is waited for. `until`: milliseconds since the epoch. */
export type Awaited = { consentId: string; state: string; redirectUri: string; loopback: Loopback; until: number };
type Verdict = { page: Page; onSent?: () => void };

export type LoopbackListenersDeps = {
  /** The one good answer of a consent, for which nothing is listened for any more. */
  onAnswer(consentId: string, answer: ConsentAnswer): void;
  now: Clock;
};

/** Listeners for the answers of consents: one for each address and port, shared by all consents that come back there. */
export class LoopbackListeners {
  readonly #deps: LoopbackListenersDeps;
  readonly #awaited = new Map<string, Awaited>();
  readonly #servers = new Map<string, Promise<LoopbackServer>>();

  constructor(deps: LoopbackListenersDeps) {
    this.#deps = deps;
  }

  /** Throws `CONSENT_PORT_TAKEN` where nothing can listen. */
  async open(awaited: Awaited): Promise<void> {
    const { consentId, loopback } = awaited;
    this.#awaited.set(consentId, awaited);
    try {
      await Promise.all(loopback.addresses.map((address, index) => this.#serve(address, loopback.port, index === 0)));
    } catch (cause) {
      await this.close(consentId);
      throw new PortcullisError('CONSENT_PORT_TAKEN', { host: loopback.host, reason: systemCode(cause) ?? 'UNKNOWN' }, { cause });
    }
  }

  /** Waits for this one no more; closes what nothing else is waited for at. */
  async close(consentId: string): Promise<void> {
    this.#awaited.delete(consentId);
    await this.#closeIdle();
  }

  async #closeIdle(): Promise<void> {
    const needed = new Set([...this.#awaited.values()].flatMap(({ loopback: { addresses, port } }) => addresses.map((address) => keyOf(address, port))));
    const idle = [...this.#servers].filter(([key]) => !needed.has(key));
    for (const [key] of idle) this.#servers.delete(key);
    await Promise.all(idle.map(async ([, server]) => (await server.catch(() => undefined))?.close()));
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#awaited.keys()].map((consentId) => this.close(consentId)));
  }

  /** A machine without the second address of a name (IPv6) does without. */
  async #serve(address: string, port: number, isFirst: boolean): Promise<void> {
    const key = keyOf(address, port);
    const server = this.#servers.get(key) ?? listenOn(address, port, (request) => this.#judge(request, address));
    this.#servers.set(key, server);
    try {
      await server;
    } catch (thrown) {
      if (this.#servers.get(key) === server) this.#servers.delete(key);
      if (isFirst || !['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(systemCode(thrown) ?? '')) throw thrown;
    }
  }

  /** Only the answer that has the state ends the waiting: whatever else runs on this machine can send requests too. */
  #judge({ url = '', method, headers }: IncomingMessage, address: string): Verdict {
    const host = headers.host?.toLowerCase();
    const here = [...this.#awaited.values()].filter(({ loopback, until }) => loopback.addresses.includes(address) && hostNames(loopback).includes(host ?? '') && until > this.#deps.now());
    if (here.length === 0) return { page: PAGES.notThisHost };
    const asked = url.startsWith('/') ? URL.parse(`http://${host}${url}`) : null;
    const atPath = here.filter(({ redirectUri }) => asked && pathOf(url) === pathOf(redirectUri.replace(/^[a-z]+:\/\/[^/?#]*/i, '')) && leadsTo(asked, redirectUri));
    if (!asked || atPath.length === 0) return { page: PAGES.notHere };
    if (method !== 'GET') return { page: PAGES.notThatWay };
    return this.#judgeAnswer(readAnswer(asked.searchParams), atPath);
  }

  #judgeAnswer(answer: ConsentAnswer | undefined, awaited: readonly Awaited[]): Verdict {
    const { state } = answer ?? {};
    const meant = state === undefined ? undefined : awaited.find((one) => isSameState(one.state, state));
    if (!answer || !meant) return { page: PAGES.notWaitedFor };
    this.#awaited.delete(meant.consentId);
    this.#deps.onAnswer(meant.consentId, answer);
    return { page: 'code' in answer ? PAGES.granted : PAGES.denied, onSent: () => void this.#closeIdle() };
  }
}

function keyOf(address: string, port: number): string {
  return `${address} ${port}`;
}

/** The port of `http:` may be left out or not (RFC 9110, 4.2.1). */
function hostNames({ host, port }: Loopback): string[] {
  return port === 80 ? [host, `${host}:80`] : [host];
}

/** As it is written; nothing is resolved. */
function pathOf(target: string): string {
  const [path = ''] = target.split(/[?#]/);
  return path === '' ? '/' : path;
}
