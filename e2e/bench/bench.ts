// `npm run bench [-- --json]`: speed as ratios, ours against the raw thing, both measured in this run.
import { approvalRow } from './approval-row.ts';
import { csrRow } from './csr-row.ts';
import { inboxRow } from './inbox-row.ts';
import { decryptRow, encryptRow, signRow, verifyRow } from './jose-rows.ts';
import { listRow } from './list-row.ts';
import { measure, type Figure, type Row } from './measure.ts';
import { mtlsCurlRow, mtlsRow } from './mtls-row.ts';
import { nestedCallRow } from './nested-row.ts';
import { refreshRow, refreshStallRow } from './refresh-row.ts';
import { refreshWindowRow } from './refresh-window-row.ts';
import { tokenCallRow } from './token-call-row.ts';
import { saveRow, unlockRow } from './vault-rows.ts';
import { windowRow } from './window-row.ts';

const rows: (() => Promise<Row>)[] = [windowRow, unlockRow, () => saveRow(10), () => saveRow(10_000), signRow, verifyRow, encryptRow, decryptRow, nestedCallRow, mtlsRow, mtlsCurlRow, () => csrRow('EC P-256'), () => csrRow('RSA 2048'), tokenCallRow, refreshStallRow, refreshRow, refreshWindowRow, approvalRow, listRow, inboxRow];
const json = process.argv.includes('--json');

const figures: Figure[] = [];
for (const row of rows) {
  const figure = await measure(await row());
  figures.push(figure);
  if (!json) console.log(line(figure));
}
if (json) console.log(JSON.stringify(figures, null, 2));

function line({ name, against, oursMs, rawMs, ratio, goal, met }: Figure): string {
  const figuresText = `${oursMs.toFixed(1)} ms / ${rawMs.toFixed(1)} ms = ${ratio.toFixed(2)} (goal ${goal}${met ? '' : ', missed'})`;
  return `${name.padEnd(32)} ${figuresText.padEnd(48)} against ${against}`;
}
