import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const STYLE = 'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;color:#1b1f24;background:#fff}@media(prefers-color-scheme:dark){body{color:#e6e8eb;background:#16181c}}h1{font-size:1.25rem}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, no frame, nothing kept, and the address with the code in it is told to nobody. */
const HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Content-Type': 'text/html; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  Connection: 'close',
};

export type Page = { status: number; title: string; text: string; headers?: Record<string, string> };

export const PAGES = {
  granted: { status: 200, title: 'Wise said yes', text: 'You can close this page and go back to Portcullis.' },
  denied: { status: 200, title: 'Wise said no', text: 'Nothing was granted. You can close this page and go back to Portcullis, where Wise’s words stand.' },
  notWaitedFor: { status: 400, title: 'This is not the answer that Portcullis waits for', text: 'It was not believed. Go on from the page that Portcullis opened.' },
  notHere: { status: 404, title: 'There is nothing here', text: 'Portcullis waits here for an answer from Wise and for nothing else.' },
  notThatWay: { status: 405, title: 'There is nothing here', text: 'Portcullis waits here for an answer from Wise and for nothing else.', headers: { Allow: 'GET' } },
  notThisHost: { status: 421, title: 'There is nothing here', text: 'Portcullis waits here under another name.' },
} as const satisfies Record<string, Page>;

/** Sends a page of fixed text and ends the connection. */
export function sendPage(response: ServerResponse, { status, title, text, headers }: Page): void {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><h1>${title}</h1><p>${text}</p></html>\n`;
  response.writeHead(status, { ...HEADERS, ...headers, 'Content-Length': Buffer.byteLength(html) }).end(html);
}
