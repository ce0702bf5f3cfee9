import type { CertificateSummary, WiseCaView } from '../../../shared/model/certificates.ts';
import type { TaskStep } from '../../components/guided-task.tsx';

/** The steps of the guided task as a person sees them. What was found is looked at between the issue and the proof. */
export const TASK_STEPS = ['request', 'issue', 'wise-ca', 'checks', 'prove', 'use', 'retire'] as const;
export type TaskStepId = (typeof TASK_STEPS)[number];

const STEPS: Record<TaskStepId, TaskStep> = {
  request: { name: 'Request', hint: 'A private key and a CSR' },
  issue: { name: 'Have it issued', hint: 'Developer Hub answers with the certificate' },
  'wise-ca': { name: 'Wise’s CA', hint: 'Who signs Wise’s side' },
  checks: { name: 'Checks', hint: 'Before it is sent anywhere' },
  prove: { name: 'Prove it', hint: 'One live call over mTLS' },
  use: { name: 'Use it', hint: 'The connection changes over' },
  retire: { name: 'Retire the old one', hint: 'Used no more' },
};

const STILL_THERE: ReadonlySet<CertificateSummary['state']> = new Set(['active', 'expiring', 'replaced', 'expired']);

type Standing = {
  certificate: CertificateSummary | undefined;
  /** The one whose place it takes. */
  old: CertificateSummary | undefined;
  ca: WiseCaView | undefined;
  /** The person goes on without Wise’s CA. */
  isCaSkipped: boolean;
  /** The live call runs, or has just been made. */
  isProving: boolean;
};

/** The step to show; undefined when all are done. Everything but the last two facts is in the vault, so the task can be left and gone on with. */
export function shownStep({ certificate, old, ca, isCaSkipped, isProving }: Standing): TaskStepId | undefined {
  if (!certificate) return 'request';
  if (certificate.state === 'requested') return 'issue';
  if (certificate.state === 'issued') {
    if (isProving) return 'prove';
    return ca?.source === 'none' && !isCaSkipped ? 'wise-ca' : 'checks';
  }
  if (certificate.state === 'proved') return 'use';
  return certificate.isInUse && certificate.step === 'retire' && old && STILL_THERE.has(old.state) ? 'retire' : undefined;
}

const CA_SAYS: Record<WiseCaView['source'], string> = { 'built-in': 'The sandbox has its own', imported: 'Imported', none: 'Not imported' };

function checksSay({ checks }: CertificateSummary): string {
  const held = checks.filter((check) => check.state === 'ok').length;
  return held === checks.length ? `All ${held} hold` : `${held} of ${checks.length} hold`;
}

/** The steps for the left side; one that is done says what it came to. Without an old one nothing is retired. */
export function taskSteps({ certificate, old, ca }: Pick<Standing, 'certificate' | 'old' | 'ca'>): TaskStep[] {
  const isIssued = certificate !== undefined && certificate.state !== 'requested';
  const hints: Partial<Record<TaskStepId, string | undefined>> = {
    request: certificate && `${certificate.name}, ${certificate.kind}`,
    issue: isIssued ? (certificate.origin === 'imported' ? 'Imported' : 'It came back') : undefined,
    'wise-ca': isIssued && ca ? CA_SAYS[ca.source] : undefined,
    checks: isIssued ? checksSay(certificate) : undefined,
    prove: certificate?.provedAt ? 'Wise answered over mTLS' : undefined,
    use: certificate?.isInUse ? `${certificate.connectionName} uses it` : undefined,
    retire: old?.state === 'retired' ? `“${old.name}” is retired` : undefined,
  };
  return TASK_STEPS.filter((id) => id !== 'retire' || old).map((id) => ({ name: STEPS[id].name, hint: hints[id] ?? STEPS[id].hint }));
}

export type StepWords = { title: string; lead: string };

/** What the head of a step says. */
export function stepWords(step: TaskStepId, { certificate, old }: Pick<Standing, 'certificate' | 'old'>, isBuiltIn: boolean): StepWords {
  const name = certificate ? `“${certificate.name}”` : 'the certificate';
  const words: Record<TaskStepId, StepWords> = {
    request: {
      title: old ? `Request the successor of “${old.name}”` : 'Request a client certificate',
      lead: old ? `A new private key and CSR, for the same names. “${old.name}” goes on working until you switch.` : 'A private key is made and stays in this vault. Wise gets only the CSR, which holds its public half and your names.',
    },
    issue: {
      title: `Have ${name} issued`,
      lead: isBuiltIn ? 'The sandbox’s Developer Hub issues it as Wise’s does: for a year, under a unique name, with your client id as CN.' : 'Only Developer Hub issues it, by hand. You can leave and come back: the CSR stays here.',
    },
    'wise-ca': { title: 'Give the connection Wise’s CA', lead: 'With it, Portcullis can tell Wise’s servers from anybody else’s, and your webhook server can tell Wise.' },
    checks: checksWords(certificate, name),
    prove: { title: `Prove that Wise takes ${name}`, lead: 'A handshake, a token and one call to /v1/authenticated/playground on the mTLS host. It moves no money and changes nothing.' },
    use: { title: `Use ${name} for ${certificate?.connectionName ?? 'the connection'}`, lead: 'It is proved: a live call went through. Until you switch, nothing changes for other calls.' },
    retire: { title: `${certificate?.connectionName ?? 'The connection'} uses ${name}. Retire “${old?.name ?? ''}”?`, lead: 'The old one still works. Retire it now, or leave it until its end.' },
  };
  return words[step];
}

function checksWords(certificate: CertificateSummary | undefined, name: string): StepWords {
  const checks = certificate?.checks ?? [];
  const failed = checks.filter((check) => check.state === 'failed').length;
  const open = checks.filter((check) => check.state !== 'ok').length;
  if (failed > 0) return { title: `${name} would not work as it is`, lead: `${failed === 1 ? 'One check fails' : `${failed} checks fail`}. What to do stands beside it.` };
  if (open > 0) return { title: `${name} is here, with ${open === 1 ? 'one thing' : `${open} things`} worth a look`, lead: 'Nothing speaks against trying it.' };
  return { title: `${name} is here, and all checks hold`, lead: 'It was looked at here; nothing was sent. Next, one live call proves it.' };
}
