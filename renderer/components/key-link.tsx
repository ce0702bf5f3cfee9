import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { shortId } from '../lib/ids.ts';
import { go } from '../place.ts';
import styles from './key-link.module.css';

/** A key by the first eight characters of its id; opens it. */
export function KeyLink({ id, children }: { id: string; children?: ReactNode }) {
  return (
    <UnstyledButton className={styles.link ?? ''} title={id} onClick={() => go({ screen: 'keys', keyId: id })}>
      {children ?? shortId(id)}
    </UnstyledButton>
  );
}
