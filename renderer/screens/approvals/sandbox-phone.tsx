import { Button } from '@mantine/core';
import IconDeviceMobile from '@tabler/icons-react/dist/esm/icons/IconDeviceMobile.mjs';
import type { Challenge, OpenApproval } from '../../../shared/model/approvals.ts';
import { useAsk } from '../../api.ts';
import { When } from '../../components/when.tsx';
import type { Steps } from './use-steps.ts';
import type { ProofSubject } from './words.ts';
import styles from './proofs.module.css';

type Props = { item: ProofSubject; approval: OpenApproval; challenge: Challenge | undefined; steps: Steps };

/** The phone of the built-in sandbox's person: the newest message, whose code can be used at a press. */
export function SandboxPhone({ item, approval, challenge, steps }: Props) {
  const sent = challenge?.sent;
  const { data } = useAsk('sandbox.phone', {}, { enabled: sent !== undefined });
  const message = data?.[0];
  if (!sent || !message) return null;
  const use = () => {
    const digits = Array.from(message.code, Number);
    void steps.prove(item.key, approval.id, { way: sent.way, digits }).finally(() => digits.fill(0));
  };
  return (
    <section className={styles.phone} aria-label="Phone of the sandbox">
      <span className={styles.phoneHead}>
        <IconDeviceMobile size={16} aria-hidden /> Phone of the sandbox
      </span>
      <span className={styles.message}>{message.text}</span>
      <span className="quiet" title={message.to}>
        <When iso={message.at} as="ago" />
      </span>
      <Button size="compact-sm" variant="default" disabled={steps.pending !== undefined} onClick={use}>
        Use it
      </Button>
    </section>
  );
}
