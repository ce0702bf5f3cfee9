import { ROTATION_STEPS, type Environment, type Rotation, type RotationStep } from '../../../shared/model/views.ts';
import type { TaskStep } from '../../components/guided-task.tsx';
import { day } from '../../lib/dates.ts';
import { shortId } from '../../lib/ids.ts';
import { isOverlapOver } from './standing.ts';

/** What a screen says of the step that is next. */
export type StepWords = { title: string; lead: string; action: string };

const NAMES: Record<RotationStep, TaskStep> = {
  make: { name: 'Make the successor', hint: 'Same algorithm, label and length of validity' },
  upload: { name: 'Upload it', hint: 'Wise gets the public half' },
  prove: { name: 'Prove it', hint: 'One verified playground call' },
  switch: { name: 'Switch', hint: 'The connection uses the new key' },
  overlap: { name: 'Keep both', hint: 'Time for servers and scripts' },
  retire: { name: 'Retire the old key', hint: 'Used no more' },
};

const newKey = (rotation: Rotation) => shortId(rotation.newKeyId ?? '');
const oldKey = (rotation: Rotation) => shortId(rotation.oldKeyId);

const WORDS: Record<RotationStep, (rotation: Rotation, environment: Environment) => StepWords> = {
  make: (rotation) => ({
    title: `Make the successor of key ${oldKey(rotation)}`,
    lead: 'It takes over algorithm, label and length of validity, and stays in this vault.',
    action: 'Make the successor',
  }),
  upload: (rotation, environment) => ({
    title: `Upload key ${newKey(rotation)} to Wise`,
    lead: `Wise gets its public half over ${rotation.connectionName}. Key ${oldKey(rotation)} goes on working.`,
    action: environment === 'production' ? 'Upload to production' : 'Upload to Wise',
  }),
  prove: (rotation) => ({
    title: `Prove that Wise takes key ${newKey(rotation)}`,
    lead: `One playground call ${rotation.use === 'signing' ? 'is signed with it, and the answer is verified' : 'asks for an answer encrypted to it, which is decrypted'}. It moves no money and changes nothing.`,
    action: 'Prove it',
  }),
  switch: (rotation) => ({
    title: `Switch to key ${newKey(rotation)}`,
    lead: `From then on the calls of ${rotation.connectionName} use it. Key ${oldKey(rotation)} still works, and you can go back.`,
    action: `Switch to ${newKey(rotation)}`,
  }),
  overlap: (rotation) => ({
    title: `Both keys work until ${day(rotation.overlapEndsAt ?? rotation.startedAt)}`,
    lead: `Time for servers and scripts that still use key ${oldKey(rotation)} to change over. Nothing needs you until then.`,
    action: 'Back to keys',
  }),
  retire: (rotation) => ({
    title: `Retire key ${oldKey(rotation)}`,
    lead: 'It is used no more, nor offered here. This cannot be undone; until now you can still go back.',
    action: `Retire key ${oldKey(rotation)}`,
  }),
};

/**
 * What the screen of a rotation under way says. An overlap that is over leads to the retirement, so that it takes no click of its own.
 * `oldEnds` is the end of the old key: past it there is nothing to overlap with.
 */
export function stepWords(rotation: Rotation, environment: Environment, now: number, oldEnds?: string): StepWords {
  const shown = shownStep(rotation, now) ?? 'retire';
  const words = WORDS[shown](rotation, environment);
  if (shown !== 'overlap' || oldEnds === undefined) return words;
  if (Date.parse(oldEnds) <= now) return { ...words, title: `Key ${oldKey(rotation)} has ended already`, lead: 'Wise refuses it, so nothing can still use it: the overlap can end now.' };
  return oldEnds < (rotation.overlapEndsAt ?? '') ? { ...words, title: `Both keys work until ${day(oldEnds)}`, lead: `Then key ${oldKey(rotation)} ends. Change over the servers and scripts that still use it before.` } : words;
}

/** The step to show: the next one, or the retirement once the overlap is over. */
export function shownStep(rotation: Rotation, now: number): RotationStep | undefined {
  return rotation.step === 'overlap' && isOverlapOver(rotation, now) ? 'retire' : rotation.step;
}

/** What is carried out by the primary button of the step shown, in order. */
export function stepsToDo(rotation: Rotation, now: number): RotationStep[] {
  const shown = shownStep(rotation, now);
  if (!rotation.step || !shown) return [];
  return ROTATION_STEPS.slice(ROTATION_STEPS.indexOf(rotation.step), ROTATION_STEPS.indexOf(shown) + 1);
}

/** The six steps for the left side; a step that is done says what it found. */
export function taskSteps(rotation: Rotation): TaskStep[] {
  return ROTATION_STEPS.map((step) => {
    const done = rotation.done.find((one) => one.step === step);
    return { name: NAMES[step].name, hint: done?.says ?? NAMES[step].hint };
  });
}

/** Where a rotation stands, in a few words for a list. */
export function standing(rotation: Rotation, now: number): string {
  const shown = shownStep(rotation, now);
  if (shown === 'overlap') return `Both keys work until ${day(rotation.overlapEndsAt ?? rotation.startedAt)}`;
  return shown ? `Next: ${NEXT[shown]}` : 'Done';
}

const NEXT: Record<Exclude<RotationStep, 'overlap'>, string> = {
  make: 'make the successor',
  upload: 'upload the successor',
  prove: 'prove it by a call',
  switch: 'switch the connection',
  retire: 'retire the old key',
};

function count(number: number, one: string, many: string): string {
  return number === 1 ? `One ${one}` : `${number.toLocaleString('en')} ${many}`;
}

/** The title of the screen for many keys. */
export function manyTitle(ending: number, open: number, days: number): string {
  if (ending > 0) return count(ending, `key ends within ${days} days`, `keys end within ${days} days`);
  if (open > 0) return count(open, 'rotation under way', 'rotations under way');
  return `Nothing ends within ${days} days`;
}
