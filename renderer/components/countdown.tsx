import { clockText } from '../lib/clock-text.ts';
import { until, utc } from '../lib/dates.ts';
import { useNow } from '../lib/use-now.ts';

/** A clock that counts down to an instant, by the second; the instant itself on hover. */
export function Countdown({ to }: { to: string }) {
  const now = useNow(1000);
  return (
    <time dateTime={to} title={utc(to)} className="number">
      {clockText(until(to, now))}
    </time>
  );
}
