import { Radio } from '@mantine/core';
import { JOSE_METHODS, type JoseMethod } from '../../../shared/model/views.ts';
import { Card } from '../../components/card.tsx';
import { METHOD_LOOKS } from './methods.ts';
import styles from './playground.module.css';

type Props = { value: JoseMethod; onChange(method: JoseMethod): void };

/** The five things that can be tried. */
export function MethodList({ value, onChange }: Props) {
  const pick = (picked: string) => {
    const method = JOSE_METHODS.find((one) => one === picked);
    if (method) onChange(method);
  };
  return (
    <Card title="What to try">
      <Radio.Group aria-label="What to try" value={value} onChange={pick}>
        <div className={styles.methods}>
          {METHOD_LOOKS.map((look) => (
            <Radio.Card key={look.method} value={look.method} className={styles.method ?? ''} aria-label={look.name}>
              <Radio.Indicator size="xs" />
              <span>
                <strong>{look.name}</strong>
                <span className={styles.methodSays}>{look.says}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
    </Card>
  );
}
