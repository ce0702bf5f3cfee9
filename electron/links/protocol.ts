/** Between two starts with one profile: a link on a line, answered by `TAKEN`. */
export const LINE_END = '\n';
export const TAKEN = 'ok\n';
/** Characters. */
export const LONGEST_LINE = 8192;
/** A side that says nothing for so long is given up, in milliseconds. */
export const QUIET_MS = 5000;
