import { WISE_HOSTS } from '../connections/environments.ts';

const WISE_HOST_NAMES: ReadonlySet<string> = new Set(Object.values(WISE_HOSTS).flatMap(({ apiUrl, mtlsUrl }) => [new URL(apiUrl).hostname, new URL(mtlsUrl).hostname]));

export function isWiseHost(url: URL): boolean {
  return WISE_HOST_NAMES.has(url.hostname);
}

export function isMtlsHost(url: URL, mtlsUrl: string | undefined): boolean {
  return mtlsUrl !== undefined && new URL(mtlsUrl).origin === url.origin;
}
