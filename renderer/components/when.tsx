import { ago, day, happened, relative, utc } from '../lib/dates.ts';
import { useNow } from '../lib/use-now.ts';

type Props = {
  iso: string;
  /** `relative`: "in 26 days"; `ago`: "just now", "2 min ago"; `happened`: "10:42 today"; `day`: "18 Dec 2026". */
  as?: 'relative' | 'ago' | 'happened' | 'day';
};

const TEXTS = { relative, ago, happened, day: (iso: string) => day(iso) };

/** A moment as people say it, with the exact UTC on hover. */
export function When({ iso, as = 'relative' }: Props) {
  const now = useNow();
  return (
    <time dateTime={iso} title={utc(iso)} className="number">
      {TEXTS[as](iso, now)}
    </time>
  );
}
