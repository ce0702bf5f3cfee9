import { resolveConnection } from './connections/resolve.ts';
import type { Services } from './services.ts';
import type { WiseLink } from './wise/clients.ts';

/** A connection and the client that sends for it. Throws the errors of `resolveConnection`. */
export async function linkTo(services: Services, connectionId: string): Promise<WiseLink> {
  return services.clients.link(await resolveConnection(services, connectionId));
}
