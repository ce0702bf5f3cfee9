import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { CertificateStatePill } from '../../components/certificate-state.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import styles from './certificates.module.css';

export const CERTIFICATE_COLUMNS: readonly Column<CertificateSummary>[] = [
  {
    id: 'name',
    name: 'Certificate',
    track: 'minmax(120px, 1.7fr)',
    sortable: true,
    render: ({ name, subject }) => (
      <>
        <div className={`cut ${styles.name}`} title={name}>
          {name}
        </div>
        <div className={`cut dim ${styles.small}`} title={subject}>
          {subject}
        </div>
      </>
    ),
  },
  {
    id: 'connection',
    name: 'Connection',
    track: 'minmax(84px, 1fr)',
    sortable: true,
    render: ({ connectionName }) => (
      <div className="cut" title={connectionName}>
        {connectionName}
      </div>
    ),
  },
  { id: 'kind', name: 'Kind', track: '68px', sortable: true, render: ({ kind }) => kind },
  { id: 'state', name: 'Status', track: '100px', sortable: true, render: ({ state }) => <CertificateStatePill state={state} /> },
  { id: 'ends', name: 'Ends', track: 'minmax(78px, 0.6fr)', sortable: true, render: ({ notAfter }) => (notAfter ? <When iso={notAfter} /> : <span className="dim">not issued</span>) },
  {
    id: 'used',
    name: 'Last used',
    track: 'minmax(78px, 0.6fr)',
    sortable: true,
    render: ({ lastUsedAt }) => <span className="dim">{lastUsedAt ? <When iso={lastUsedAt} as="happened" /> : 'never'}</span>,
  },
];
