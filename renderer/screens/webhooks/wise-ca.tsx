import type { CertificateFacts } from '../../../shared/model/tls.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { Copyable } from '../../components/copyable.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/when.tsx';
import { commonName } from '../../lib/distinguished-name.ts';
import { CaExport } from './ca-export.tsx';
import { CaImport } from './ca-import.tsx';
import { CaRemove } from './ca-remove.tsx';
import { wiseCaTitle } from './titles.ts';
import styles from './webhooks.module.css';

const LEAD = 'The authorities that sign Wise’s certificates in this environment. A server that takes webhooks over mTLS lets in only senders with a certificate of theirs.';

function Certificate({ facts }: { facts: CertificateFacts }) {
  const isRoot = facts.subject === facts.issuer;
  return (
    <li className={styles.certificate}>
      <h3>{commonName(facts.subject)}</h3>
      <Facts
        facts={[
          { label: 'Subject', value: facts.subject },
          { label: 'Issued by', value: isRoot ? 'itself: it is the root' : facts.issuer },
          { label: 'Ends', value: <When iso={facts.notAfter} /> },
          { label: 'SHA-256', value: <Copyable text={facts.fingerprint} name="fingerprint" /> },
        ]}
      />
    </li>
  );
}

/** Wise's authorities of the connection: seen, brought here, and given to the server that takes webhooks. */
export function WiseCa({ connection }: { connection: ConnectionSummary }) {
  const { data: view, error } = useAsk('wiseCa.get', { connectionId: connection.id });
  const has = view !== undefined && view.certificates.length > 0;
  return (
    <Page title={wiseCaTitle(view)} lead={LEAD} shape="cards">
      {error && <ErrorBox error={error} />}
      {!view && !error && <Loading />}
      {view && (
        <div className={styles.bench} data-single={has ? undefined : ''}>
          <div className={styles.outcome}>
            {has && (
              <Card title="Authorities">
                <ul className={styles.certificates}>
                  {view.certificates.map((facts) => (
                    <Certificate key={`${facts.fingerprint} ${facts.subject}`} facts={facts} />
                  ))}
                </ul>
                {view.source === 'imported' && <CaRemove connection={connection} />}
              </Card>
            )}
            {/* Another one after an import or a removal, so that it takes the focus that went with what was there. */}
            {view.source !== 'built-in' && <CaImport key={view.source} connection={connection} isReplacing={view.source === 'imported'} />}
          </div>
          {has && <CaExport connection={connection} />}
        </div>
      )}
    </Page>
  );
}
