import type { ApprovalItem, ApprovalRecord } from '../../../shared/model/approvals.ts';
import { resultWord } from './outcomes.ts';
import { currentChallenge, isPhone, proofsTitle, sendLabel, WAYS } from './words.ts';
import styles from './approvals.module.css';

/** Where an approval stands, as a screen reader says it. */
export function announcement(item: ApprovalItem | undefined, record: ApprovalRecord | undefined): string {
  if (record) return record.says.startsWith(resultWord(record)) ? record.says : `${resultWord(record)}. ${record.says}`;
  const approval = item?.approval;
  if (!item || !approval) return '';
  if (approval.state === 'unclear') return `Wise’s answer was lost. ${approval.canAsk ? 'Ask Wise what became of it.' : 'Wise has no call that tells: look it up, then say what you found.'}`;
  if (approval.state === 'sending') return 'It is being sent.';
  if (approval.needsAnother) return 'It waits for another person.';
  const challenges = approval.token?.challenges ?? [];
  if (approval.state === 'clear') return `${challenges.length > 0 ? 'Every proof is there. ' : ''}Next: ${sendLabel(item)}.`;
  const current = currentChallenge(challenges);
  const way = current?.sent?.way ?? current?.ways[0];
  if (!current || !way) return '';
  const sent = current.sent && isPhone(way) ? `A code was sent ${WAYS[way].came}. Type its six digits.` : `Next: ${WAYS[way].name}.`;
  return `${proofsTitle(challenges)}. ${sent}`;
}

/** Says aloud what the eye sees move on. */
export function Announcer({ says }: { says: string }) {
  return (
    <div role="status" className={styles.hidden}>
      {says}
    </div>
  );
}
