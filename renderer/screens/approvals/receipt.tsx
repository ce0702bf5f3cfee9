import { createPortal } from 'react-dom';
import type { ApprovalRecord } from '../../../shared/model/approvals.ts';
import { callLines, outcomeLines, proofLines, shownLines, type Line } from './record-text.ts';
import styles from './record.module.css';

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <table>
        <tbody>
          {lines.map(({ label, value }) => (
            <tr key={`${label} ${value}`}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What the printer gets of one approval, and nothing else of the page. */
export function Receipt({ record }: { record: ApprovalRecord }) {
  return createPortal(
    <div className={`only-print ${styles.receipt}`}>
      <h1>{record.title}</h1>
      <p className={styles.receiptSays}>{record.says}</p>
      <Lines title="Outcome" lines={outcomeLines(record)} />
      <Lines title="What was shown" lines={shownLines(record)} />
      <Lines title="Proofs cleared" lines={proofLines(record)} />
      <Lines title="What was sent, and Wise’s answer" lines={callLines(record)} />
      <p className={styles.receiptFoot}>Portcullis, record {record.id}. The hash is of the exact bytes that were sent; proofs are named, their values are kept nowhere.</p>
    </div>,
    document.body,
  );
}
