/** One row: ours against the raw thing, in the same run. */
export interface Row {
  name: string;
  against: string;
  /** The ratio we aim for, ours / raw. */
  goal: number;
  /** How many pairs to measure. */
  pairs: number;
  /** Both answer milliseconds. They are measured in turns, so that whatever else the machine does hits both. */
  ours(): Promise<number>;
  raw(): Promise<number>;
  close?(): Promise<void>;
}

export interface Figure {
  name: string;
  against: string;
  oursMs: number;
  rawMs: number;
  ratio: number;
  goal: number;
  met: boolean;
  pairs: number;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Medians of alternating runs after one unmeasured pair; which of the two goes first changes each time. */
export async function measure(row: Row): Promise<Figure> {
  const ours: number[] = [];
  const raw: number[] = [];
  await row.ours();
  await row.raw();
  for (let pair = 0; pair < row.pairs; pair++) {
    if (pair % 2 === 0) {
      ours.push(await row.ours());
      raw.push(await row.raw());
    } else {
      raw.push(await row.raw());
      ours.push(await row.ours());
    }
  }
  await row.close?.();
  const [oursMs, rawMs] = [median(ours), median(raw)];
  const ratio = oursMs / rawMs;
  return { name: row.name, against: row.against, oursMs, rawMs, ratio, goal: row.goal, met: ratio <= row.goal, pairs: row.pairs };
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
