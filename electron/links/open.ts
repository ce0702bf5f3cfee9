import type { Audit } from '../ports.ts';
import type { ConsentInbox } from '../consents/inbox.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { type Link, parseLink } from './parse.ts';

type OpenLinkDeps = { audit: Audit; consentInbox: Pick<ConsentInbox, 'takeLink'>; inbox: Pick<Inbox, 'addFromLink'> };

/** Looks at a link that the system handed over, and passes it on. What it holds is never recorded. Never rejects. */
export async function openLink({ audit, consentInbox, inbox }: OpenLinkDeps, url: string): Promise<void> {
  const link = parsed(url);
  await audit({ kind: 'link.opened', outcome: link ? 'ok' : 'refused', subject: 'link', says: link ? link.path : 'LINK_UNKNOWN' }).catch(() => undefined);
  if (link?.path === 'oauth/callback') consentInbox.takeLink(link);
  if (link?.path === 'approve') inbox.addFromLink(link.written);
}

function parsed(url: string): Link | undefined {
  try {
    return parseLink(url);
  } catch {
    return undefined;
  }
}
