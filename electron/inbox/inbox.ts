import type { ApprovalInbox, ApprovalItem } from '../../shared/model/approvals.ts';
import type { Services } from '../services.ts';

/** What waits, per connection: fetched from Wise (in memory), put in here (in the vault), or brought by a link (in memory until somebody acts on it). */
export class Inbox {
  readonly #services: () => Services;

  constructor(services: () => Services) {
    this.#services = services;
  }

  view(_connectionId: string): ApprovalInbox {
    throw new Error('TODO');
  }

  /** Throws `APPROVAL_NOT_FOUND`. */
  find(_connectionId: string, _key: string): ApprovalItem {
    throw new Error('TODO');
  }

  /** The same, asked of Wise anew where Wise can be asked; what it shows then is what it is. Throws `APPROVAL_NOT_FOUND` and the errors of the call. */
  async fresh(_connectionId: string, _key: string): Promise<ApprovalItem> {
    throw new Error('TODO');
  }

  /** It waits no more. */
  remove(_connectionId: string, _key: string): void {
    this.#services();
  }

  /** A link that the system handed over, while the vault is open. Sends nothing. */
  addFromLink(_text: string): void {}

  forget(): void {}
}
