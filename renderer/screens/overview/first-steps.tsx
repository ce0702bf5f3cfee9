import { Card } from '../../components/card.tsx';
import styles from './overview.module.css';

const STEPS = [
  ['Make a signing key', 'Its private half is made in this vault and stays here. ES512 is what Wise’s own examples use.'],
  ['Upload its public half', 'Wise gets the key id, the public key and its dates. Wise keeps no list, so this vault does.'],
  ['Try it', 'A signed call goes out; the answer is believed only if it verifies with Wise’s key. You see every step, decoded.'],
] as const;

/** What the first job is, before there is anything else to show. */
export function FirstSteps() {
  return (
    <Card title="From nothing to a verified call">
      <ol className={styles.first}>
        {STEPS.map(([name, says]) => (
          <li key={name}>
            <strong>{name}</strong>
            <br />
            <span className={styles.says}>{says}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
