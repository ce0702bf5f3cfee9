import { Anchor } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import type { Factors } from '../../../shared/model/approvals.ts';
import { Card } from '../../components/card.tsx';
import { When } from '../../components/when.tsx';
import { go } from '../../place.ts';
import { kindsOf } from './title.ts';
import styles from './factors.module.css';

type Props = { factors: Factors };

function Enough({ isIt, what, takes }: { isIt: boolean; what: string; takes: string }) {
  return (
    <li data-enough={isIt || undefined}>
      {isIt ? <IconCheck size={17} aria-hidden /> : <IconCircleDashed size={17} aria-hidden />}
      <span>
        <strong>{what}</strong>: {isIt ? 'enough is enrolled' : 'not enough is known'}
        <br />
        <span className="quiet">{takes}</span>
      </span>
    </li>
  );
}

/** What the enrolled factors can clear. */
function EnoughFor({ factors }: Props) {
  const kinds = kindsOf(factors).length;
  return (
    <Card title="Enough for">
      <ul className={styles.enough}>
        <Enough isIt={kinds >= 2} what="Moving money" takes="Two proofs of different kinds, each time anew" />
        <Enough isIt={kinds >= 1} what="Statements" takes="One proof, which counts for five minutes" />
      </ul>
      <p className={`${styles.inCard} quiet`}>A code to the phone counts as something you have, also where Wise had the number before.</p>
    </Card>
  );
}

/** Which paths are used, and where that is changed. */
function Paths({ factors: { endpoints, connectionId, profileId } }: Props) {
  const isOlder = endpoints === 'deprecated';
  return (
    <Card title={isOlder ? 'Wise’s older paths' : 'Wise’s current paths'}>
      <div className={styles.inCard}>
        <p>{isOlder ? 'Factors belong to the person, and are enrolled and proved on the paths that Wise had before.' : 'Factors belong to the profile:'}</p>
        <p className="mono">{isOlder ? '/v1/one-time-token/…' : `/v2/profiles/${profileId}/…`}</p>
        <Anchor component="button" type="button" size="sm" onClick={() => go({ screen: 'connections', connectionId })}>
          Change under Connections
        </Anchor>
      </div>
    </Card>
  );
}

function History({ factors: { history } }: Props) {
  if (history.length === 0) return null;
  return (
    <Card title="History">
      <details className={styles.history}>
        <summary>{history.length === 1 ? 'One entry' : `${history.length} entries`}</summary>
        <ol>
          {history.map(({ at, says }) => (
            <li key={`${at} ${says}`}>
              {says}
              <span className="quiet">
                <When iso={at} as="happened" />
              </span>
            </li>
          ))}
        </ol>
      </details>
    </Card>
  );
}

/** What follows from the factors, and what happened to them. */
export function Aside({ factors }: Props) {
  return (
    <aside className={styles.aside} aria-label="About these factors">
      <EnoughFor factors={factors} />
      <Paths factors={factors} />
      <History factors={factors} />
    </aside>
  );
}
