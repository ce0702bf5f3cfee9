import type { KeySummary } from '../../../shared/model/views.ts';
import { Facts, type Fact } from '../../components/facts.tsx';
import { KeyLink } from '../../components/key-link.tsx';
import { When } from '../../components/when.tsx';
import { Rename } from './rename.tsx';
import styles from './keys.module.css';

const ORIGINS = { made: 'made here', imported: 'imported' };

function UsedBy({ uses }: { uses: KeySummary['usedBy'] }) {
  return (
    <ul className={styles.usedBy}>
      {uses.map((use) => (
        <li key={use.connectionId}>
          {use.connectionName}{' '}
          <span className="dim">
            <span className="number">{use.uses.toLocaleString('en')}</span> {use.uses === 1 ? 'time' : 'times'}, last <When iso={use.lastAt} as="happened" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function factsOf(key: KeySummary): (Fact | false | undefined)[] {
  return [
    { label: 'Label', value: <Rename keySummary={key} /> },
    { label: 'Key id', value: <span className="mono">{key.id}</span> },
    { label: 'Thumbprint', value: <span className="mono" title="RFC 7638, SHA-256, base64url">{key.thumbprint}</span> },
    { label: 'Algorithm', value: `${key.algorithm}, ${key.kind}, ${ORIGINS[key.origin]}` },
    { label: 'Valid', value: <><When iso={key.validFrom} as="day" /> to <When iso={key.validTill} as="day" /></> },
    key.replaces !== undefined && { label: 'Replaces', value: <KeyLink id={key.replaces} /> },
    key.replacedBy !== undefined && { label: 'Replaced by', value: <KeyLink id={key.replacedBy} /> },
    { label: 'At Wise', value: key.uploadedTo.map((place) => place.connectionName).join(', ') || 'not yet' },
    key.inUseBy.length > 0 && { label: 'In use by', value: key.inUseBy.map((place) => place.connectionName).join(', ') },
    key.firstUsedAt !== undefined && { label: 'First used', value: <When iso={key.firstUsedAt} as="happened" /> },
    { label: 'Used', value: key.usedBy.length > 0 ? <UsedBy uses={key.usedBy} /> : key.uses > 0 ? `${key.uses.toLocaleString('en')} times, in the workbench` : 'never' },
    { label: 'Private half', value: 'in this vault, shown nowhere' },
  ];
}

/** What a key is and who uses it. */
export function KeyFacts({ keySummary }: { keySummary: KeySummary }) {
  return <Facts facts={factsOf(keySummary).filter((fact) => fact !== false && fact !== undefined)} />;
}
