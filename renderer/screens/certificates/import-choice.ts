import type { CertificateImportView } from '../../../shared/model/certificates.ts';
import type { Tone } from '../../components/pill.tsx';

type Identity = CertificateImportView['identities'][number];

/** Can it be imported as it is, and is it new? */
export function isImportable(identity: Identity): boolean {
  return identity.isFit && identity.knownAs === undefined;
}

/** The one taken unless another is chosen: the chosen one while it is still there, else the first that can be imported. */
export function choiceOf(view: CertificateImportView | undefined, chosen: number | undefined): Identity | undefined {
  const fit = view?.identities.filter(isImportable) ?? [];
  return fit.find((one) => one.index === chosen) ?? fit[0];
}

/** How an identity is told in a word. */
export function verdictOf(identity: Identity): { word: string; tone: Tone } {
  if (identity.knownAs !== undefined) return { word: 'already here', tone: 'plain' };
  if (!identity.isFit) return { word: identity.hasKey ? 'does not fit' : 'key missing', tone: 'bad' };
  return identity.checks.every((check) => check.state === 'ok') ? { word: 'fits Wise', tone: 'ok' } : { word: 'worth a look', tone: 'warn' };
}

/** A first name for what is imported: that of its file without the ending, else of the subject. */
export function firstName(view: CertificateImportView): string {
  const fileName = view.files.find((file) => file.fileName)?.fileName?.replace(/\.[a-z0-9]{1,5}$/iu, '');
  return (fileName ?? '').slice(0, 80);
}
