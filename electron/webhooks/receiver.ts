import { PortcullisError } from '../../shared/errors.ts';
import type { ReceiverView } from '../../shared/model/webhooks.ts';

/** The local receiver. */
export class Receiver {
  view(): ReceiverView {
    return { isRunning: false, mtls: false, deliveries: [], refused: [] };
  }

  async start(_connectionId: string, _mtls: boolean): Promise<ReceiverView> {
    throw new PortcullisError('INTERNAL', { reason: 'TODO' });
  }

  /** Stops listening and forgets what came, as on lock. */
  async stop(): Promise<void> {}
}
