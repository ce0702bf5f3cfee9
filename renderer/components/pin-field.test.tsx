import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CodeField } from './code-field.tsx';
import { PinField } from './pin-field.tsx';

const nothing = async () => undefined;

test('the PIN’s input is of type password, without a name, a value or help from the browser', () => {
  const shown = renderToStaticMarkup(<PinField isPending={false} onPin={nothing} />);
  expect(shown).toMatch(/<input[^>]*type="password"/);
  expect(shown).toContain('autoComplete="off"');
  expect(shown).not.toMatch(/ (name|value)=/);
  expect(shown.match(/aria-hidden/g)).toHaveLength(4);
});

test('a code has six boxes and a numeric keyboard', () => {
  const shown = renderToStaticMarkup(<CodeField isPending={false} isBad onCode={nothing} />);
  expect(shown).toContain('inputMode="numeric"');
  expect(shown).toContain('aria-invalid="true"');
  expect(shown.match(/aria-hidden/g)).toHaveLength(6);
});
