import { UnstyledButton } from '@mantine/core';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { go } from '../../place.ts';
import { tokenText } from './token-text.ts';
import styles from '../../components/key-link.module.css';

/** A token by its label; opens it. */
export function TokenLink({ token }: { token: TokenSummary }) {
  return (
    <UnstyledButton className={styles.link ?? ''} title={tokenText(token)} onClick={() => go({ screen: 'tokens', tokenId: token.id })}>
      {tokenText(token)}
    </UnstyledButton>
  );
}
