import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { ListTools } from '../../components/list-tools.tsx';
import type { Sort } from '../../components/sort-button.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { go } from '../../place.ts';
import { CERTIFICATE_COLUMNS } from './columns.tsx';
import { searchCertificates, sortCertificates, withoutRetired } from './order.ts';
import styles from './certificates.module.css';

const open = (certificate: CertificateSummary) => go({ screen: 'certificates', certificateId: certificate.id });

const SCOPES = [
  { value: 'all', label: 'All connections' },
  { value: 'own', label: 'This one' },
];

type Props = { certificates: readonly CertificateSummary[]; connection: ConnectionSummary; openId: string | undefined };

/** The certificates of all connections, or of the selected one. Retired ones are shown when asked for, and when one of them is open. */
export function CertificateTable({ certificates, connection, openId }: Props) {
  const [sort, setSort] = useState<Sort>({ by: 'ends', down: false });
  const [text, setText] = useState('');
  const [retired, setRetired] = useState(false);
  const [scope, setScope] = useState('all');
  const inScope = useMemo(() => (scope === 'all' ? certificates : certificates.filter((one) => one.connectionId === connection.id)), [certificates, scope, connection.id]);
  const offered = useMemo(() => (retired ? inScope : withoutRetired(inScope, openId)), [inScope, retired, openId]);
  const rows = useMemo(() => sortCertificates(searchCertificates(offered, text), sort), [offered, text, sort]);
  const hidden = inScope.length - withoutRetired(inScope, undefined).length;
  const hasOthers = certificates.some((one) => one.connectionId !== connection.id);
  const filters = (
    <>
      {hasOthers && <SegmentedControl size="xs" aria-label="Of which connections" data={SCOPES} value={scope} onChange={setScope} />}
      {hidden > 0 && <Checkbox size="xs" label={`Show ${hidden.toLocaleString('en')} retired`} checked={retired} onChange={(event) => setRetired(event.currentTarget.checked)} />}
    </>
  );
  return (
    <>
      <ListTools label="Search certificates" placeholder="Name, subject, serial" text={text} onText={setText} shown={rows.length} offered={offered.length} filters={filters}>
        <Button size="compact-sm" variant="default" onClick={() => go({ screen: 'certificates', wiseCa: true })}>
          Wise’s CA
        </Button>
      </ListTools>
      {rows.length === 0 ? (
        <p className={styles.empty}>{text ? `No certificate matches “${text}”.` : hidden > 0 ? 'All are retired.' : 'This connection has none yet.'}</p>
      ) : (
        <VirtualTable label="Certificates" rows={rows} columns={CERTIFICATE_COLUMNS} rowId={(one) => one.id} rowHeight={54} leastWidth={620} selectedId={openId} onOpen={open} sort={sort} onSort={setSort} />
      )}
    </>
  );
}
