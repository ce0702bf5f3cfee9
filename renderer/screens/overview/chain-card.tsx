import { Button } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { Card } from '../../components/card.tsx';
import { ChainLinks } from '../../components/chain-links.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { When } from '../../components/when.tsx';
import { uncheckedLinks } from '../frame/chain-verdict.ts';
import { useCheck } from '../frame/use-check.ts';

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
      {!check.error && <ChainLinks links={check.data?.links ?? uncheckedLinks(connection)} brief />}
    </Card>
  );
}
