import { Radio } from '@mantine/core';
import type { ImportItem } from '../../../shared/model/views.ts';
import { KeyLink } from '../../components/key-link.tsx';
import { Pill } from '../../components/pill.tsx';
import { verdictOf } from './import-verdict.ts';
import styles from './keys.module.css';

function Body({ item }: { item: ImportItem }) {
  const { word, tone } = verdictOf(item);
  return (
    <span className={styles.itemBody}>
      <span className={styles.itemHead}>
        <strong>{item.kind}</strong> <span className="dim">{item.isPrivate ? 'private half' : 'public half only'}</span> <Pill tone={tone}>{word}</Pill>
      </span>
      <span className={styles.itemSays}>{item.says}</span>
      {item.thumbprint && <span className={`mono ${styles.thumbprint}`}>{item.thumbprint}</span>}
    </span>
  );
}

type Props = { items: readonly ImportItem[]; chosen: number | undefined; onChoose(index: number): void };

/** Every key found, with why it fits Wise or not. Where there are several, one is chosen. */
export function ImportItems({ items, chosen, onChoose }: Props) {
  const known = items.find((item) => item.index === chosen)?.knownAs ?? (items.length === 1 ? items[0]?.knownAs : undefined);
  const isChoice = items.filter((item) => item.fits.length > 0).length > 1;
  const rows = items.map((item) =>
    isChoice && item.fits.length > 0 ? (
      <Radio.Card key={item.index} value={String(item.index)} className={styles.item ?? ''} data-choice aria-label={`${item.kind}, ${item.says}`}>
        <Radio.Indicator size="xs" />
        <Body item={item} />
      </Radio.Card>
    ) : (
      <div key={item.index} className={styles.item}>
        <Body item={item} />
      </div>
    ),
  );
  return (
    <>
      {isChoice ? (
        <Radio.Group value={String(chosen ?? '')} onChange={(index) => onChoose(Number(index))} aria-label="Keys found">
          <div className={styles.items}>{rows}</div>
        </Radio.Group>
      ) : (
        rows.length > 0 && <div className={styles.items}>{rows}</div>
      )}
      {known && (
        <p>
          It is in this vault already: <KeyLink id={known} />.
        </p>
      )}
    </>
  );
}
