import { Fragment } from 'react';
import type { Step } from '../../shared/model/views.ts';
import { compactParts, prettyJson } from '../lib/pretty.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './run-view.module.css';

type Block = Step['blocks'][number];

const PART_STYLES = [styles.part0, styles.part1, styles.part2];
const PART_NAMES = ['Header', 'Payload', 'Signature'];

function Compact({ text }: { text: string }) {
  return compactParts(text).map((part, index) => (
    <Fragment key={PART_NAMES[index] ?? part}>
      {index > 0 && '.'}
      <span className={PART_STYLES[index]} title={PART_NAMES[index]}>
        {part}
      </span>
    </Fragment>
  ));
}

/** One decoded piece of what went over the wire. Secrets in it are `[secret]` already. */
export function BlockView({ block }: { block: Block }) {
  return (
    <div>
      <div className={styles.blockHead}>
        {block.label}
        <CopyButton text={block.text} label="Copy" size="compact-xs" aria-label={`Copy ${block.label}`} />
      </div>
      <pre className={styles.block}>{block.kind === 'compact' ? <Compact text={block.text} /> : block.kind === 'json' ? prettyJson(block.text) : block.text}</pre>
    </div>
  );
}
