import { Radio } from '@mantine/core';
import type { CertificateImportView, CertificateSummary } from '../../../shared/model/certificates.ts';
import { CertificateLink } from '../../components/certificate-link.tsx';
import { ChecksList } from '../../components/checks-list.tsx';
import { Pill } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { commonName } from '../../lib/distinguished-name.ts';
import { isImportable, verdictOf } from './import-choice.ts';
import styles from './certificates.module.css';

type Identity = CertificateImportView['identities'][number];

function Head({ identity }: { identity: Identity }) {
  const { word, tone } = verdictOf(identity);
  return (
    <span className={styles.identityBody}>
      <span className={styles.identityHead}>
        <strong title={identity.facts.subject}>{commonName(identity.facts.subject)}</strong> <Pill tone={tone}>{word}</Pill>
      </span>
      <span>{identity.says}</span>
      <span className={styles.small}>
        {identity.kind}, {identity.hasKey ? 'with its key' : 'without its key'}, ends <When iso={identity.facts.notAfter} />
      </span>
      <span className={`${styles.small} ${styles.wrap}`}>Issued by {commonName(identity.facts.issuer)}</span>
    </span>
  );
}

type Props = { identities: readonly Identity[]; chosen: number | undefined; certificates: readonly CertificateSummary[]; onChoose(index: number): void };

/** Every client certificate found, with its checks. Where several can be imported, one is chosen. */
export function Identities({ identities, chosen, certificates, onChoose }: Props) {
  const isChoice = identities.filter(isImportable).length > 1;
  const rows = identities.map((identity) => {
    const known = certificates.find((one) => one.id === identity.knownAs);
    return (
      <div key={identity.index} className={styles.identity} data-checked={(isChoice && identity.index === chosen) || undefined}>
        {isChoice && isImportable(identity) ? (
          <Radio.Card value={String(identity.index)} className={styles.identityChoice ?? ''} aria-label={`${commonName(identity.facts.subject)}, ${identity.says}`}>
            <Radio.Indicator size="xs" />
            <Head identity={identity} />
          </Radio.Card>
        ) : (
          <Head identity={identity} />
        )}
        {known && <p>It is in this vault already: <CertificateLink id={known.id} name={known.name} />.</p>}
        {!known && (
          <details className={styles.fold} open={!identity.isFit && identity.hasKey}>
            <summary>{identity.checks.length} checks</summary>
            <ChecksList checks={identity.checks} />
          </details>
        )}
      </div>
    );
  });
  if (rows.length === 0) return null;
  return isChoice ? (
    <Radio.Group value={String(chosen ?? '')} onChange={(index) => onChoose(Number(index))} aria-label="Certificates found">
      <div className={styles.identities}>{rows}</div>
    </Radio.Group>
  ) : (
    <div className={styles.identities}>{rows}</div>
  );
}
