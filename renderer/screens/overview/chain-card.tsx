import { Button } from '@mantine/core';
import type { ChainLink, ConnectionSummary } from '../../../shared/model/views.ts';
import { Card } from '../../components/card.tsx';
import { ChainLinks } from '../../components/chain-links.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { When } from '../../components/when.tsx';
import { useCheck } from '../frame/use-check.ts';

/** What a check finds out, shown until there has been one since the vault was opened. */
const UNCHECKED: readonly ChainLink[] = [
  { id: 'tls', state: 'skipped', says: 'Is it Wise’s server that answers?' },
  { id: 'client-credentials', state: 'skipped', says: 'Does Wise give a token for them?' },
  { id: 'jose', state: 'skipped', says: 'Does Wise give its signing key?' },
];

const MTLS: ChainLink = { id: 'mtls', state: 'skipped', says: 'Is the client certificate sent and taken?' };

/** The links of this connection, not looked at yet. */
function uncheckedOf({ certificateId }: ConnectionSummary): ChainLink[] {
  return UNCHECKED.flatMap((link) => (link.id === 'tls' && certificateId !== undefined ? [link, MTLS] : [link]));
}

/** The chain to Wise, link by link, as last checked. What to do about a broken link stands under "Needs you". */
export function ChainCard({ connection }: { connection: ConnectionSummary }) {
  const check = useCheck(connection.id);
  const again = (
    <>
      {check.data && (
        <span>
          checked <When iso={check.data.checkedAt} as="ago" />
        </span>
      )}
      <Button size="compact-sm" variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
        {check.data ? 'Check again' : 'Check now'}
      </Button>
    </>
  );
  return (
    <Card title="Chain to Wise" aside={again}>
      {check.error && <ErrorBox error={check.error} />}
      {!check.error && <ChainLinks links={check.data?.links ?? uncheckedOf(connection)} brief />}
    </Card>
  );
}
