import type { Handlers } from '../ipc/router.ts';
import type { Services } from '../services.ts';
import { copyApprovalLink } from './copy-link.ts';
import { discard } from './discard.ts';
import { openSource } from './open-source.ts';
import { prepare } from './prepare.ts';

export function inboxHandlers(services: Services): Pick<Handlers, 'approvals.inbox' | 'approvals.fetch' | 'approvals.details' | 'approvals.prepare' | 'approvals.open' | 'approvals.copyLink' | 'approvals.discard' | 'sandbox.phone' | 'sandbox.fill'> {
  const { inbox, sandbox, changed } = services;
  return {
    'approvals.inbox': async ({ connectionId }) => inbox.view(connectionId),
    'approvals.fetch': ({ connectionId }) => inbox.fetch(connectionId),
    'approvals.details': ({ connectionId, key }) => inbox.details(connectionId, key),
    'approvals.prepare': (input) => prepare(services, input),
    'approvals.open': (input) => openSource(services, input),
    'approvals.copyLink': async (input) => {
      await copyApprovalLink(services, input);
      return {};
    },
    'approvals.discard': async (input) => {
      await discard(services, input);
      return {};
    },
    'sandbox.phone': async () => sandbox.phone(),
    'sandbox.fill': async ({ transfers }) => {
      await sandbox.fill(transfers);
      changed('approvals');
      return {};
    },
  };
}
