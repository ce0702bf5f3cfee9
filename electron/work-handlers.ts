import { approvalHandlers } from './approvals/handlers.ts';
import { certificateHandlers } from './certificates/handlers.ts';
import { connectionHandlers } from './connections/handlers.ts';
import { expiryHandlers } from './expiry/handlers.ts';
import { factorHandlers } from './factors/handlers.ts';
import type { HandlersOf } from './handlers.ts';
import { inboxHandlers } from './inbox/handlers.ts';
import { keyHandlers } from './keys/handlers.ts';
import { consentHandlers } from './consents/handlers.ts';
import { migrationHandlers } from './migrations/handlers.ts';
import { peopleHandlers } from './people/handlers.ts';
import { playgroundHandlers } from './playground/handlers.ts';
import { rotationHandlers } from './rotations/handlers.ts';
import { scaKeyHandlers } from './sca-keys/handlers.ts';
import type { Services } from './services.ts';
import { tokenHandlers } from './tokens/handlers.ts';
import { userHandlers } from './users/handlers.ts';
import { webhookHandlers } from './webhooks/handlers.ts';
import { workbenchHandlers } from './workbench/handlers.ts';

type Area = 'connections' | 'wise' | 'wiseKeys' | 'tokens' | 'consents' | 'users' | 'migrations' | 'approvals' | 'factors' | 'scaKeys' | 'sandbox' | 'people' | 'certificates' | 'wiseCa' | 'webhooks' | 'keys' | 'rotations' | 'playground' | 'workbench' | 'audit';

/** The table from method to use case, for what needs an unlocked vault: one part a folder. */
export function workHandlers(services: Services): HandlersOf<Area> & ReturnType<typeof expiryHandlers> {
  const { log } = services;
  return {
    ...connectionHandlers(services),
    ...keyHandlers(services),
    ...rotationHandlers(services),
    ...certificateHandlers(services),
    ...webhookHandlers(services),
    ...tokenHandlers(services),
    ...consentHandlers(services),
    ...userHandlers(services),
    ...migrationHandlers(services),
    ...approvalHandlers(services),
    ...inboxHandlers(services),
    ...factorHandlers(services),
    ...scaKeyHandlers(services),
    ...peopleHandlers(services),
    ...expiryHandlers(services),
    ...playgroundHandlers(services),
    ...workbenchHandlers(services),
    'audit.list': (filter) => log.list(filter),
    'audit.verify': () => log.verify(),
  };
}
