/** The scheme that the system hands to Portcullis (RFC 8252, 7.1), without the colon. */
export const LINK_SCHEME = 'portcullis';

export function isPortcullisLink(text: string): boolean {
  return text.toLowerCase().startsWith(`${LINK_SCHEME}:`);
}
