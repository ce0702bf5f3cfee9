import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { client } from '../../api.ts';

/** Takes what an answer says of a certificate before the list has been asked again, so that nothing is shown as it was. */
export function note(certificate: CertificateSummary): void {
  client.setQueryData<CertificateSummary[]>(['certificates.list', {}], (list = []) => [certificate, ...list.filter((one) => one.id !== certificate.id)]);
}
