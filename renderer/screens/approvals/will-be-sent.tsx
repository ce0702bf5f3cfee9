import { useState } from 'react';
import type { ApprovalItem } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { shortId } from '../../lib/ids.ts';
import { prettyJson } from '../../lib/pretty.ts';
import styles from './detail.module.css';

/** How a call goes out over a connection: "signed with key 663a0e44, over mTLS". */
export function wayOut({ call, approval }: Pick<ApprovalItem, 'call' | 'approval'>, { signsCalls, signingKeyId, certificateId }: Pick<ConnectionSummary, 'signsCalls' | 'signingKeyId' | 'certificateId'>): string {
  const signed = signsCalls && call.body !== undefined ? `signed with ${signingKeyId ? `key ${shortId(signingKeyId)}` : 'the newest key'}` : undefined;
  const old = approval?.signsToken ? 'its token signed with the connection’s RSA key' : undefined;
  return [signed, old, certificateId ? 'over mTLS' : 'over TLS'].filter(Boolean).join(', ');
}

/** The call itself, folded away for whoever wants it; open where nothing else tells what it does. */
export function WillBeSent({ item, connection }: { item: ApprovalItem; connection: ConnectionSummary }) {
  const { method, path, body } = item.call;
  const [isOpen, setOpen] = useState(item.kind === 'call');
  return (
    <details className={styles.sent} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        What will be sent{!isOpen && `: ${method} ${path}, ${wayOut(item, connection)}`}
      </summary>
      <dl className={styles.wire}>
        <dt>Method</dt>
        <dd className="mono">{method}</dd>
        <dt>Path</dt>
        <dd className="mono">{path}</dd>
        <dt>Body</dt>
        <dd className="mono">{body === undefined || body === '' ? 'none' : <pre>{prettyJson(body)}</pre>}</dd>
        <dt>How</dt>
        <dd>{wayOut(item, connection)}</dd>
      </dl>
    </details>
  );
}
