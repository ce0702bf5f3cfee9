import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { AuditLine } from '../../shared/model/views.ts';

export type AuditFilter = Parsed<'audit.list'>;
export type AuditPage = Output<'audit.list'>;

/** One page of `lines` (oldest first), newest first, going on before `filter.before`. Text is looked for in kind, subject and words, in any case. */
export function pageOf(lines: readonly AuditLine[], filter: AuditFilter): AuditPage {
  const matches = matcher(filter);
  const page: AuditLine[] = [];
  let matching = 0;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    if (!line || !matches(line)) continue;
    matching++;
    if (page.length < filter.limit && (filter.before === undefined || line.seq < filter.before)) page.push(line);
  }
  return { lines: page, total: lines.length, matching };
}

function matcher({ kinds, outcome, text }: AuditFilter): (line: AuditLine) => boolean {
  const wanted = kinds && kinds.length > 0 ? new Set(kinds) : undefined;
  const words = text?.trim().toLowerCase();
  return (line) =>
    (!wanted || wanted.has(line.kind)) &&
    (!outcome || line.outcome === outcome) &&
    (!words || `${line.kind} ${line.subject} ${line.says}`.toLowerCase().includes(words));
}
