import type { TaskStep } from '../../components/guided-task.tsx';

/** The guided task of a first start. The third step is resumed after an unlock as long as there is no connection. */
export const FIRST_RUN_STEPS: readonly TaskStep[] = [
  { name: 'Create your vault', hint: 'a passphrase only you know' },
  { name: 'Put the recovery code away', hint: 'shown once, for the day you forget' },
  { name: 'Pick a connection', hint: 'the built-in sandbox needs no account' },
];
