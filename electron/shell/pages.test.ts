import { expect, test } from 'vitest';
import { answer, contentSecurityPolicy } from './pages.ts';
import { assetsFrom } from './testing.ts';

const assets = assetsFrom({ '/index.html': '<meta name="nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>', '/a.js': '"__CSP_NONCE__"' });
const text = (url: string): string => Buffer.from(answer(assets, url).body).toString();

test('the policy is exactly the one in the threat model', () => {
  expect(contentSecurityPolicy('N')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' data:; font-src 'self'; connect-src 'none'; " +
      "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-same-origin allow-forms allow-modals",
  );
});

test('the page and its header carry the same nonce, fresh each time', () => {
  const nonces = [1, 2].map(() => {
    const page = answer(assets, 'app://portcullis/');
    const nonce = /'nonce-([^']+)'/.exec(page.headers['Content-Security-Policy'] ?? '')?.[1];
    expect(Buffer.from(page.body).toString()).toBe(`<meta name="nonce" content="${nonce}"><style nonce="${nonce}"></style>`);
    return nonce;
  });
  expect(nonces[0]).not.toBe(nonces[1]);
  expect(Buffer.from(nonces[0] ?? '', 'base64')).toHaveLength(16);
});

test('only HTML is changed on its way', () => {
  expect(text('app://portcullis/a.js')).toBe('"__CSP_NONCE__"');
});

test('a path that is not there is an empty 404 under the same policy', () => {
  const page = answer(assets, 'app://portcullis/../etc/passwd?x#y');
  expect([page.status, page.body.length]).toEqual([404, 0]);
  expect(page.headers['Content-Security-Policy']).toContain("default-src 'none'");
});
