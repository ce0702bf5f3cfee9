import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Environment } from '../../shared/model/environments.ts';
import { ENVIRONMENT_LOOKS } from '../lib/environments.ts';
import { vars } from '../lib/vars.ts';
import styles from './environment-choice.module.css';

type Props = { value: string; environment: Environment; dense?: boolean; children: ReactNode };

/** One of several environments or connections to pick, with the colour of its environment. Stands in a `Radio.Group`. */
export function EnvironmentChoice({ value, environment, dense, children }: Props) {
  return (
    <Radio.Card value={value} className={styles.choice ?? ''} data-environment={environment} data-dense={dense} style={vars({ '--edge': ENVIRONMENT_LOOKS[environment].edge })}>
      <Radio.Indicator className={styles.dot} />
      {children}
    </Radio.Card>
  );
}
