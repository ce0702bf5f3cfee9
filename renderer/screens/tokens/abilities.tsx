import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconQuestionMark from '@tabler/icons-react/dist/esm/icons/IconQuestionMark.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { abilitiesOf } from '../../../shared/model/token-abilities.ts';
import { byAnswer, countriesOf } from './words.ts';
import styles from './tokens.module.css';

const MARKS = { yes: [IconCheck, 'can'], no: [IconX, 'cannot'], depends: [IconQuestionMark, 'depends'] } as const;

/** Which calls Wise allows it, with the limits of its region, before a 403 says so. */
export function Abilities({ token }: { token: TokenSummary }) {
  const countries = countriesOf(token);
  return (
    <section aria-label="What it can do">
      <h2 className={styles.title}>What it can do</h2>
      <ul className={styles.list}>
        {byAnswer(abilitiesOf(token.kind, countries)).map(({ titles, verdict, says }) => {
          const [MarkIcon, word] = MARKS[verdict];
          return (
            <li key={titles[0]} className={styles.ability}>
              <span className={styles.mark} data-verdict={verdict}>
                <MarkIcon size={12} stroke={2.6} role="img" aria-label={word} />
              </span>
              <span>
                {titles.map((title) => (
                  <span key={title} className={styles.line}>
                    {title}
                  </span>
                ))}
              </span>
              <span className="quiet">{says}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
