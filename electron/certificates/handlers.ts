import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';
import { installCertificate, issueInSandbox } from './install.ts';
import { proveCertificate } from './prove.ts';
import { requestCertificate } from './request.ts';
import { discardRequest, retireCertificate } from './retire.ts';
import { listCertificates } from './summary.ts';
import { certificateText, saveCertificateText } from './text.ts';
import { importWiseCa, removeWiseCa, wiseCa } from './wise-ca.ts';

/** What reads foreign files or writes PKCS#12 is loaded when it is first needed. */
export function certificateHandlers(services: Services): HandlersOf<'certificates' | 'wiseCa'> {
  return {
    'certificates.list': async () => listCertificates(services),
    'certificates.request': (input) => requestCertificate(services, input),
    'certificates.text': (input) => certificateText(services, input),
    'certificates.save': (input) => saveCertificateText(services, input),
    'certificates.issueInSandbox': (input) => issueInSandbox(services, input),
    'certificates.install': (input) => installCertificate(services, input),
    'certificates.prove': (input) => proveCertificate(services, input),
    'certificates.retire': (input) => retireCertificate(services, input),
    'certificates.discard': (input) => discardRequest(services, input),
    'certificates.inspect': async (input) => (await import('./import/inspect.ts')).inspectCertificates(services, input),
    'certificates.import': async (input) => (await import('./import/import-certificate.ts')).importCertificate(services, input),
    'certificates.discardImport': async ({ importId }) => {
      services.certificateImports.drop(importId);
      return {};
    },
    'certificates.export': async (input) => (await import('./export.ts')).exportCertificate(services, input),
    'wiseCa.get': async (input) => wiseCa(services, input),
    'wiseCa.import': (input) => importWiseCa(services, input),
    'wiseCa.remove': (input) => removeWiseCa(services, input),
    'wiseCa.export': async (input) => (await import('./export-wise-ca.ts')).exportWiseCa(services, input),
  };
}
