import { Button } from '@mantine/core';
import IconGridDots from '@tabler/icons-react/dist/esm/icons/IconGridDots.mjs';
import type { Factors } from '../../../shared/model/approvals.ts';
import { NewPin } from '../../components/new-pin.tsx';
import { Notice } from '../../components/notice.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { FactorError } from './factor-error.tsx';
import { FactorRow, STATES } from './factor-row.tsx';
import { RemoveFactor } from './remove-factor.tsx';
import { useFactor, useOpen, type At } from './use-factor.ts';
import styles from './factors.module.css';

type Props = { at: At; factors: Factors };
type FormProps = { at: At; replace: boolean; onReplace(): void; onDone(says?: string): void };

/** A new one, typed twice. */
function PinForm({ at, replace, onReplace, onDone }: FormProps) {
  const set = useFactor('factors.setPin', at);
  const give = async (digits: number[]) => {
    if (!(await set.tell({ ...at, digits, replace }))) return;
    onDone(replace ? 'Replaced' : 'Set');
  };
  return (
    <>
      {replace && <Notice tone="warn">Wise has no call that replaces a PIN: the old one is removed first. Should the new one then not be taken, none is set until you set it again.</Notice>}
      <NewPin isPending={set.isPending} onPin={give} />
      <FactorError error={set.error} onReplace={replace ? undefined : onReplace} />
      <div className={styles.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => onDone()}>
          {replace ? 'Keep the old one' : 'Not now'}
        </Button>
        <span className="quiet">It goes to Wise encrypted with the second time you type it.</span>
      </div>
    </>
  );
}

/** Four digits, one PIN a profile. */
export function PinRow({ at, factors }: Props) {
  const { open, show, close, wasOpen, said } = useOpen<'set' | 'replace' | 'remove'>();
  const { pin } = factors;
  const first = wasOpen ? { ref: takeLostFocus } : {};
  const acts = (
    <>
      {pin !== 'enrolled' && (
        <Button size="compact-sm" variant={pin === 'not enrolled' ? 'filled' : 'default'} {...first} onClick={() => show('set')}>
          Set a PIN
        </Button>
      )}
      {pin === 'enrolled' && (
        <Button size="compact-sm" variant="default" {...first} onClick={() => show('replace')}>
          Replace
        </Button>
      )}
      {pin !== 'not enrolled' && (
        <Button size="compact-sm" variant="subtle" color="red" aria-label="Remove the PIN" onClick={() => show('remove')}>
          Remove
        </Button>
      )}
    </>
  );
  const note = pin === 'unknown' ? 'Wise has no call that tells. Setting one shows it: Wise then says if there is one already.' : 'As of Wise’s last answer. Wise has no call that tells.';
  return (
    <FactorRow icon={IconGridDots} name="PIN" kind="know" state={STATES[pin]} what="Four digits that only you know. Wise keeps them; Portcullis does not." note={note} acts={!open && acts} said={said} onEscape={open && (() => close())}>
      {(open === 'set' || open === 'replace') && <PinForm key={open} at={at} replace={open === 'replace'} onReplace={() => show('replace')} onDone={close} />}
      {open === 'remove' && <RemoveFactor at={at} factors={factors} method="factors.removePin" input={at} kind="know" says="Wise forgets the PIN of this profile. Approvals that ask for one wait until a new one is set." action="Remove the PIN" onDone={close} />}
    </FactorRow>
  );
}
