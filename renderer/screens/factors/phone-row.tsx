import { Button, TextInput } from '@mantine/core';
import IconDeviceMobile from '@tabler/icons-react/dist/esm/icons/IconDeviceMobile.mjs';
import { useState, type FormEvent } from 'react';
import type { Factors } from '../../../shared/model/approvals.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { FactorError } from './factor-error.tsx';
import { FactorRow } from './factor-row.tsx';
import { isE164, tidyNumber } from './phone-number.ts';
import { RemoveFactor } from './remove-factor.tsx';
import { useFactor, useOpen, type At } from './use-factor.ts';
import styles from './factors.module.css';

type Props = { at: At; factors: Factors };
const GRANTED = 'Wise grants this call only on request, and it goes with the application’s own token. Ask your contact at Wise for it, or let the person change the number in Wise’s own app.';

function PhoneForm({ at, factors, onDone }: Props & { onDone(says?: string): void }) {
  const [typed, setTyped] = useState('');
  const [isLeft, setLeft] = useState(false);
  const set = useFactor('factors.setPhone', at);
  const number = tidyNumber(typed);
  const isReady = isE164(number);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLeft(true);
    if (!isReady || set.isPending || !(await set.tell({ ...at, number }))) return;
    onDone(factors.phone ? 'Changed' : 'Set');
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label="Phone number"
        description={`With + and the country, such as +44 1632 960123.${factors.phone ? ' It takes the place of the other one.' : ''}`}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        maxLength={30}
        autoFocus
        value={typed}
        error={isLeft && typed !== '' && !isReady && 'Begin with + and the country’s number, then 6 to 14 more digits.'}
        onBlur={() => setLeft(true)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setLeft(false);
        }}
      />
      <FactorError error={set.error} forbidden={GRANTED} />
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={set.isPending} disabled={typed.trim() === ''}>
          Set {isReady ? number : 'the number'}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onDone()}>
          {factors.phone ? 'Keep the old one' : 'Not now'}
        </Button>
      </div>
    </form>
  );
}

function stateOf({ phone }: Pick<Factors, 'phone'>) {
  if (phone === undefined) return { says: 'not asked', tone: 'plain' as const };
  if (phone === null) return { says: 'none', tone: 'plain' as const };
  return phone.verified ? { says: 'enrolled', tone: 'ok' as const } : { says: 'not verified', tone: 'warn' as const };
}

/** Wise would not tell it to this client. */
function isHidden({ phone, history }: Factors): boolean {
  return phone === undefined && history.some(({ says }) => says.startsWith('Wise does not let this client see the phone number'));
}

/** The number that codes go to. One a person. */
export function PhoneRow({ at, factors }: Props) {
  const { open, show, close, wasOpen, said } = useOpen<'set' | 'remove'>();
  const ask = useFactor('factors.fetch', at);
  const { phone } = factors;
  const acts = (
    <>
      {!phone && (
        <Button size="compact-sm" variant="default" aria-label="Ask Wise for the phone number" loading={ask.isPending} {...(wasOpen && { ref: takeLostFocus })} onClick={() => void ask.tell(at)}>
          Ask Wise
        </Button>
      )}
      <Button size="compact-sm" variant="default" {...(wasOpen && phone && { ref: takeLostFocus })} onClick={() => show('set')}>
        {phone ? 'Change the number' : 'Set a number'}
      </Button>
      {phone && (
        <Button size="compact-sm" variant="subtle" color="red" aria-label="Remove the phone number" onClick={() => show('remove')}>
          Remove
        </Button>
      )}
    </>
  );
  const note = isHidden(factors) ? 'Wise does not tell this client the number: it grants the call only on request. Codes go to the one that the person has at Wise all the same.' : phone === null ? 'Wise has none that this application set. Codes can still go to the number that the person has in Wise’s own app.' : 'Set and read with the application’s own token. One number a person.';
  return (
    <FactorRow icon={IconDeviceMobile} name="Phone number" kind="have" state={stateOf(factors)} what="Wise sends six digits to it by SMS, WhatsApp or a call, when you ask for them." note={note} acts={!open && acts} said={said} onEscape={open && (() => close())}>
      {phone && open !== 'set' && <p className={styles.number}>{phone.number}</p>}
      {!open && <FactorError error={ask.error} forbidden={GRANTED} />}
      {open === 'set' && <PhoneForm at={at} factors={factors} onDone={close} />}
      {open === 'remove' && <RemoveFactor at={at} factors={factors} method="factors.removePhone" input={at} kind="have" says="Wise sends no codes to this number any more, by SMS, WhatsApp or call." action="Remove the number" onDone={close} />}
    </FactorRow>
  );
}
