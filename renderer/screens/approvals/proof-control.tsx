import { Button, PasswordInput } from '@mantine/core';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { Challenge, ChallengeType, PhoneChallenge } from '../../../shared/model/approvals.ts';
import { useAsk } from '../../api.ts';
import { CodeField } from '../../components/code-field.tsx';
import { PinField } from '../../components/pin-field.tsx';
import { SetPin } from './set-pin.tsx';
import type { Proof, Steps } from './use-steps.ts';
import { isPhone, WAYS, type ProofSubject } from './words.ts';
import { useFocusMovedOn } from './use-focus.ts';
import { usePrimary } from './use-primary.ts';
import styles from './proofs.module.css';

type Props = {
  item: ProofSubject;
  approvalId: string;
  challenge: Challenge;
  way: ChallengeType;
  steps: Steps;
  onTrigger(way: PhoneChallenge): void;
  describedBy: string;
};

/** Wise refused the last proof of this item. */
function isWrong({ failure }: Steps, key: string): boolean {
  return failure?.key === key && failure.during === 'approvals.prove' && (failure.error.code === 'SCA_WRONG_PROOF' || failure.error.code === 'SCA_BLOCKED');
}

function Pin({ item, approvalId, steps, describedBy }: Props) {
  const { profileId = 0, connectionId, key } = item;
  const known = useAsk('factors.get', { connectionId, profileId }, { enabled: item.profileId !== undefined });
  const [isThere, setThere] = useState(false);
  const { failure } = steps;
  const isMissing = failure?.key === key && failure.during === 'approvals.prove' && failure.error.code === 'SCA_NOT_ENROLLED';
  const prove = (digits: number[]) => steps.prove(key, approvalId, { way: 'PIN', digits });
  if (isMissing || (known.data?.pin === 'not enrolled' && !isThere)) {
    const cancel = () => {
      setThere(true);
      steps.forget();
    };
    return <SetPin item={item} onSet={prove} onCancel={cancel} />;
  }
  return <PinField isPending={steps.pending !== undefined} isBad={isWrong(steps, key)} describedBy={describedBy} onPin={prove} />;
}

function Phone({ item, approvalId, challenge, way, steps, onTrigger, describedBy }: Props) {
  const button = useFocusMovedOn<HTMLButtonElement>();
  const variant = usePrimary();
  if (!isPhone(way)) return null;
  if (challenge.sent?.way === way) return <CodeField key={way} isPending={steps.pending !== undefined} isBad={isWrong(steps, item.key)} describedBy={describedBy} onCode={(digits) => steps.prove(item.key, approvalId, { way, digits })} />;
  return (
    <Button ref={button} variant={variant} loading={steps.pending === 'approvals.trigger'} disabled={steps.pending !== undefined} onClick={() => onTrigger(way)}>
      {WAYS[way].ask}
    </Button>
  );
}

/** A fingerprint that was enrolled by hand, as bytes; the field is emptied at once. */
function OtherFingerprint({ isPending, onGive }: { isPending: boolean; onGive(bytes: number[]): Promise<unknown> }) {
  const input = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const bytes = [...new TextEncoder().encode(input.current?.value.trim())];
    if (input.current) input.current.value = '';
    if (bytes.length === 0 || bytes.length > 1000) return;
    await onGive(bytes).finally(() => bytes.fill(0));
  };
  return (
    <form className={styles.other} onSubmit={(event) => void submit(event)}>
      <PasswordInput ref={input} size="xs" aria-label="Another fingerprint" placeholder="Another fingerprint" autoComplete="off" visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you type', tabIndex: 0 }} />
      <Button type="submit" size="xs" variant="default" disabled={isPending}>
        Use it
      </Button>
    </form>
  );
}

function Device({ item, approvalId, steps }: Props) {
  const button = useFocusMovedOn<HTMLButtonElement>();
  const variant = usePrimary();
  const give = (fingerprint: Extract<Proof, { way: 'PARTNER_DEVICE_FINGERPRINT' }>['fingerprint']) => steps.prove(item.key, approvalId, { way: 'PARTNER_DEVICE_FINGERPRINT', fingerprint });
  return (
    <div className={styles.device}>
      <Button ref={button} variant={variant} loading={steps.pending === 'approvals.prove'} onClick={() => void give('this-device')}>
        {WAYS.PARTNER_DEVICE_FINGERPRINT.ask}
      </Button>
      <OtherFingerprint isPending={steps.pending !== undefined} onGive={give} />
    </div>
  );
}

function FaceMap({ item, approvalId, steps }: Props) {
  const button = useFocusMovedOn<HTMLButtonElement>();
  const variant = usePrimary();
  return (
    <Button ref={button} variant={variant} loading={steps.pending === 'approvals.prove'} onClick={() => void steps.prove(item.key, approvalId, { way: 'FACE_MAP', from: { kind: 'pick' } })}>
      {WAYS.FACE_MAP.ask}
    </Button>
  );
}

const CONTROLS: Record<ChallengeType, (props: Props) => ReactNode> = { PIN: Pin, SMS: Phone, WHATSAPP: Phone, VOICE: Phone, PARTNER_DEVICE_FINGERPRINT: Device, FACE_MAP: FaceMap };

/** What gives one proof, by the way that was picked. */
export function ProofControl(props: Props) {
  const Control = CONTROLS[props.way];
  return <Control key={props.way} {...props} />;
}
