import { answer } from '../pages.ts';
import type { Assets } from '../port.ts';
import { ORIGIN, type PageSession } from './session.ts';

/** Answers every request of the page from memory; what is not a GET of the one origin is cancelled and never leaves the browser. */
export async function serveRequests(page: PageSession, assets: Assets): Promise<void> {
  page.on('Fetch.requestPaused', ({ requestId, request }) => {
    if (request.method !== 'GET' || !request.url.startsWith(`${ORIGIN}/`)) {
      // 'Aborted' cancels a navigation and leaves the page standing; 'BlockedByClient' would show an error page.
      page.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    const { status, headers, body } = answer(assets, request.url);
    page.tell('Fetch.fulfillRequest', {
      requestId,
      responseCode: status,
      responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
      body: Buffer.from(body).toString('base64'),
    });
  });
  await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}
