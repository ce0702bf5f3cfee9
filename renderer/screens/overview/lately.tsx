import { Button } from '@mantine/core';
import type { AuditLine } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Pill } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { go } from '../../place.ts';
import { AUDIT_WORDS, OUTCOMES } from '../audit/kinds.ts';
import styles from './overview.module.css';

const SHOWN = 5;

/** What happened, and how when it did not go well: the colour alone would not tell. */
function outcomeWords(line: AuditLine): string {
  // Some kinds are called after their bad outcome already, such as "Unlock failed".
  const word = AUDIT_WORDS[line.kind];
  return line.outcome === 'ok' || /(failed|refused)$/.test(word) ? word : `${word}: ${OUTCOMES[line.outcome].word}`;
}

/** The last lines of the audit log. */
export function Lately() {
  const { data, error } = useAsk('audit.list', { limit: SHOWN });
  const all = (
    <Button size="compact-sm" variant="subtle" onClick={() => go({ screen: 'audit' })}>
      Audit log
    </Button>
  );
  return (
    <Card title="Lately" aside={all}>
      {error && <ErrorBox error={error} />}
      <ul className={styles.lately}>
        {data?.lines.map((line) => (
          <li key={line.seq}>
            <Pill tone={line.outcome === 'ok' ? 'plain' : OUTCOMES[line.outcome].tone}>{outcomeWords(line)}</Pill>
            <span className="cut" title={`${line.subject}: ${line.says}`}>
              {line.subject} <span className="dim">{line.says}</span>
            </span>
            <span className={styles.at}>
              <When iso={line.at} as="happened" />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
