import { setNonce } from 'get-nonce';

/** The nonce under which the page's policy lets libraries add style tags; the shell writes it into index.html. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** Hands the nonce to the scroll lock that dialogs use. Mantine takes it through `getStyleNonce`. */
export function shareNonce(): void {
  setNonce(styleNonce());
}
