import type { CertificateEvent } from '../../../shared/model/certificates.ts';

/** How what happens to a certificate is called. */
export const CERTIFICATE_EVENTS: Readonly<Record<CertificateEvent['kind'], string>> = {
  requested: 'Requested',
  imported: 'Imported',
  issued: 'Issued',
  proved: 'Proved by a call',
  'switched-to': 'Put to use',
  replaced: 'Replaced',
  restored: 'Back in use',
  retired: 'Retired',
  exported: 'Exported with its key',
};
