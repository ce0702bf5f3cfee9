import { Button } from '@mantine/core';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import type { WaitView } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { span, until } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import styles from './frame.module.css';

function Wait({ wait }: { wait: WaitView }) {
  const now = useNow(250);
  const cancel = useTell('wise.cancelWait');
  return (
    <div className={styles.strip} role="status">
      <IconHourglass size={16} aria-hidden />
      <span title={`${wait.host}${wait.path}`}>
        Wise asks us to wait <span className="number">{span(until(wait.until, now))}</span>
        {wait.limitedBy && ` (rate limit by ${wait.limitedBy})`}. The call goes out again by itself.
      </span>
      <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id: wait.id })}>
        Cancel
      </Button>
    </div>
  );
}

/** Waits that Wise asked for, counted down where nobody can miss them. */
export function WaitStrip() {
  const { data } = useAsk('wise.waits', {});
  return data?.map((wait) => <Wait key={wait.id} wait={wait} />);
}
