import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Breakable, breakable } from './breakable.tsx';
import { Facts } from './facts.tsx';

test('a fingerprint is torn only after a colon, a serial after eight characters, anything else nowhere', () => {
  expect(breakable('03:96:F2')).toEqual(['03:', '96:', 'F2']);
  expect(breakable('5894E8436AC60E20B2FE0F2877D8')).toEqual(['5894E843', '6AC60E20', 'B2FE0F28', '77D8']);
  for (const text of ['https://127.0.0.1:45019/webhooks/147ef7', 'CAFE', '156037a4-0c3d-4e40-a6fc-77d98942e089']) expect(breakable(text)).toEqual([text]);
  expect(renderToStaticMarkup(<Breakable text="03:96" />)).toBe('03:<wbr/>96');
});

test('facts that share a label are all shown', () => {
  const shown = renderToStaticMarkup(<Facts facts={[{ label: 'Via', value: 'a' }, { label: 'Via', value: 'b' }]} />);
  expect(shown).toContain('<dd>a</dd>');
  expect(shown).toContain('<dd>b</dd>');
});
