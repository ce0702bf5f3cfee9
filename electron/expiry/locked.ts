import type { ExpiryItem } from '../../shared/model/expiry.ts';
import type { CoreServices } from '../services.ts';

/** TODO */
export function lockedExpiry(_services: CoreServices): ExpiryItem[] {
  return [];
}
