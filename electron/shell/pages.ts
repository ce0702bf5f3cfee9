import { randomBytes } from 'node:crypto';
import type { Assets } from './port.ts';

/** What index.html carries where the nonce of this answer belongs. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** One answer to a request of the page. */
export interface Page {
  status: 200 | 404;
  headers: Record<string, string>;
  body: Uint8Array;
}

/**
 * The Content Security Policy of every answer (CSP Level 3).
 * `sandbox` leaves out allow-popups, allow-downloads and allow-top-navigation; allow-modals is there for window.print.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'sandbox allow-scripts allow-same-origin allow-forms allow-modals',
  ].join('; ');
}

/**
 * The only server there is: answers a path from memory, `/` as `/index.html`, with the policy and a fresh nonce of 128 bits.
 * What is not there, or a path that cannot be decoded, is a 404.
 */
export function answer(assets: Assets, url: string): Page {
  const nonce = randomBytes(16).toString('base64');
  const asset = assets.get(assetPath(url));
  const body = asset === undefined ? new Uint8Array() : withNonce(asset.body, asset.type, nonce);
  return {
    status: asset === undefined ? 404 : 200,
    headers: {
      'Content-Type': asset?.type ?? 'text/plain',
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    },
    body,
  };
}

function assetPath(url: string): string {
  const { pathname } = new URL(url);
  return pathname === '/' ? '/index.html' : pathname;
}

function withNonce(body: Uint8Array, type: string, nonce: string): Uint8Array {
  if (!type.startsWith('text/html')) return body;
  return Buffer.from(Buffer.from(body).toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce));
}
