import type { Environment } from '../../../shared/model/environments.ts';
import { MIGRATION_STEPS, type Migration, type MigrationStep } from '../../../shared/model/migrations.ts';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';

export type Leg = NonNullable<Migration['real']>;
/** What a step is about, whichever leg it belongs to. */
export type Task = 'credentials' | 'consent' | 'exchange' | 'certificate' | 'mtls' | 'prove' | 'delete';

const REHEARSED = 'rehearse-';
const TASKS: Record<MigrationStep, Task> = {
  'rehearse-credentials': 'credentials', 'rehearse-consent': 'consent', 'rehearse-exchange': 'exchange', 'rehearse-certificate': 'certificate', 'rehearse-mtls': 'mtls',
  credentials: 'credentials', consent: 'consent', exchange: 'exchange', certificate: 'certificate', mtls: 'mtls', prove: 'prove', delete: 'delete',
};

export const taskOf = (step: MigrationStep): Task => TASKS[step];
export const isRehearsed = (step: MigrationStep): boolean => step.startsWith(REHEARSED);

/** Where a step is done; undefined while nobody picked it. */
export function legOf({ rehearsal, real }: Pick<Migration, 'rehearsal' | 'real'>, step: MigrationStep): Leg | undefined {
  return isRehearsed(step) ? rehearsal : real;
}

type TaskWords = {
  /** In the list of steps. */
  name: string;
  hint: string;
  /** In a title: "consent comes next". */
  next: string;
  what: string;
  why: string;
  /** What “Check now” does. */
  check: string;
};

export const TASK_WORDS: Record<Task, TaskWords> = {
  credentials: {
    name: 'Client credentials',
    hint: 'Client id and secret give a token',
    next: 'client credentials come next',
    what: 'Your application asks Wise for an application token with its client id and secret. It lasts 12 hours and stays in memory.',
    why: 'It shows that the client id and secret are right. Everything after this builds on them.',
    check: 'One call for a token. It moves no money and changes nothing.',
  },
  consent: {
    name: 'Consent',
    hint: 'A person says yes on Wise’s page',
    next: 'consent comes next',
    what: 'Somebody of your company signs in on Wise’s page, in their own browser, and lets the application act for a profile.',
    why: 'A personal token is one person’s key to everything. Consent is given to the application, for a profile, and can be taken back.',
    check: 'Looks whether a consent came back. Nothing is sent.',
  },
  exchange: {
    name: 'User token',
    hint: 'The consent’s code becomes a token',
    next: 'the user token comes next',
    what: 'The code that the consent brought was exchanged for a user token, which renews itself. Now it makes its first call.',
    why: 'From here on calls can carry this token in place of the personal one.',
    check: 'One call that lists the profiles the token sees.',
  },
  certificate: {
    name: 'Client certificate',
    hint: 'Requested, issued, proved, in use',
    next: 'the client certificate comes next',
    what: 'A private key is made here, Wise issues a certificate for it, and the connection uses it.',
    why: 'With it a stolen token alone is worth nothing: Wise takes calls only from who holds the key, too.',
    check: 'Looks whether the connection uses a proved certificate. Nothing is sent.',
  },
  mtls: {
    name: 'Call over mTLS',
    hint: 'User token and certificate together',
    next: 'a call over mTLS comes next',
    what: 'A call with the user token goes to the mTLS host, which asks for the certificate in the handshake.',
    why: 'It is how your calls will be made from now on. Once Wise has moved you to mTLS, it takes them in no other way.',
    check: 'One call that lists profiles, on the mTLS host.',
  },
  prove: {
    name: 'Prove both ways',
    hint: 'One read call, old way and new',
    next: 'one proof is left before the personal token can go',
    what: 'The same read call is made twice: with the personal token, and with the user token over mTLS. Both answers are compared.',
    why: 'Nothing that the old way reaches may be out of reach of the new one.',
    check: 'Two calls that list profiles. They move no money and change nothing.',
  },
  delete: {
    name: 'Delete the token',
    hint: 'At Wise, by hand',
    next: 'the personal token can be deleted',
    what: 'Switch everything that still sends the personal token, then delete it at Wise. Wise has no call for that.',
    why: 'Until it is deleted, whoever has a copy can use it. It has no end of its own.',
    check: 'One call with the personal token, which Wise must refuse now.',
  },
};

/** "5 of 12 steps done". */
function doneSays({ done }: Pick<Migration, 'done'>): string {
  return `${done.length === 0 ? 'none' : done.length} of ${MIGRATION_STEPS.length} steps done`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The state in a few words: "Production comes next: 5 of 12 steps done". */
export function migrationTitle(migration: Migration): string {
  if (migration.outcome === 'done') return `“${migration.tokenLabel}” is not needed any more`;
  if (migration.outcome === 'given up' || !migration.step) return `Given up: ${doneSays(migration)}`;
  return `${nextSays(migration, migration.step)}: ${doneSays(migration)}`;
}

const PLACES: Record<Environment, string> = { production: 'in production', 'wise-sandbox': 'in the Wise sandbox', 'built-in': 'in the built-in sandbox', custom: 'on the custom hosts' };

function nextSays({ real }: Migration, step: MigrationStep): string {
  const task = taskOf(step);
  const next = capital(TASK_WORDS[task].next);
  if (task === 'prove' || task === 'delete') return next;
  if (isRehearsed(step)) return `${next} in the rehearsal`;
  if (task === 'credentials') return `${real ? ENVIRONMENT_LOOKS[real.environment].name : 'The real connection'} comes next`;
  return real ? `${next} ${PLACES[real.environment]}` : next;
}
