import { useAsk } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import styles from './settings.module.css';

/** What runs, in what, and where its files are. */
export function About() {
  const { data } = useAsk('app.info', {});
  return (
    <Card title="About">
      <div className={styles.section}>
        {data && (
          <Facts
            facts={[
              { label: 'Portcullis', value: data.version },
              { label: 'Window', value: `${data.hostName}, ${data.platform}` },
              { label: 'Profile folder', value: <span className="mono">{data.profileDir}</span> },
            ]}
          />
        )}
      </div>
    </Card>
  );
}
