import { ENVIRONMENT_WORDS, wordsOf } from './judge-name.ts';

export type Guess = 'wise-sandbox' | 'production';

const HOSTS: readonly (readonly [domain: string, environment: Guess])[] = [
  ['wise-sandbox.com', 'wise-sandbox'], ['sandbox.transferwise.tech', 'wise-sandbox'], ['wise.com', 'production'], ['transferwise.com', 'production'],
];
const HOST = /^\s*(?:https?:\/\/)?(?:[^/?#\s@]*@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d+)?(?:[/?#]|\s*$)/i;

/** The host of an address, in small letters; undefined for what is none. */
export function hostOf(address: string): string | undefined {
  const host = HOST.exec(address.slice(0, 2000))?.[1]?.toLowerCase();
  return host?.includes('.') ? host : undefined;
}

/** Wise's environment by a host of its own. */
export function environmentOfHost(host: string): Guess | undefined {
  return HOSTS.find(([domain]) => host === domain || host.endsWith(`.${domain}`))?.[1];
}

/** The environment that the words of a name tell, if they tell one only. */
export function environmentOfWords(text: string): Guess | undefined {
  return onlyOne(wordsOf(text).map((word) => ENVIRONMENT_WORDS.get(word)));
}

/** The environment that addresses lead to, if they all lead to one. */
export function environmentOfAddresses(addresses: readonly string[]): Guess | undefined {
  return onlyOne(addresses.map(hostOf).map((host) => (host === undefined ? undefined : environmentOfHost(host))));
}

function onlyOne(found: readonly (Guess | undefined)[]): Guess | undefined {
  const all = new Set(found.filter((one) => one !== undefined));
  return all.size === 1 ? all.values().next().value : undefined;
}
