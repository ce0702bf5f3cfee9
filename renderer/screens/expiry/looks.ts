import IconCertificate from '@tabler/icons-react/dist/esm/icons/IconCertificate.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconTicket from '@tabler/icons-react/dist/esm/icons/IconTicket.mjs';
import type { Icon } from '@tabler/icons-react';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';

/** How each kind of thing that ends is told apart: icon and word together. */
export const EXPIRY_LOOKS: Record<ExpiryItem['kind'], { name: string; names: string; icon: Icon }> = {
  certificate: { name: 'Certificate', names: 'Certificates', icon: IconCertificate },
  'signing-key': { name: 'Signing key', names: 'Signing keys', icon: IconKey },
  'encryption-key': { name: 'Encryption key', names: 'Encryption keys', icon: IconLock },
  token: { name: 'Token', names: 'Tokens', icon: IconTicket },
};
