import { UnstyledButton } from '@mantine/core';
import { go } from '../place.ts';
import styles from './key-link.module.css';

/** A client certificate by its name; opens it. */
export function CertificateLink({ id, name }: { id: string; name: string }) {
  return (
    <UnstyledButton className={styles.link ?? ''} title={name} onClick={() => go({ screen: 'certificates', certificateId: id })}>
      {name}
    </UnstyledButton>
  );
}
