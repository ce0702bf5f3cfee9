import { expect, test } from 'vitest';
import { electronLinks } from './links.ts';
import { recordingElectron } from './recording.ts';

const LINK = 'portcullis://oauth/callback?code=c&state=s';

function started() {
  const recorded = recordingElectron();
  const links = electronLinks(recorded.electron);
  const taken: string[] = [];
  const fire = (event: string, ...args: unknown[]) => recorded.listeners.get(event)?.forEach((listener) => Reflect.apply(listener, undefined, args));
  return { links, taken, fire };
}

test('links come by open-url and on the command line of a second start', () => {
  const { links, taken, fire } = started();
  const stop = links.on((url) => taken.push(url));
  let isPrevented = false;
  fire('open-url', { preventDefault: () => (isPrevented = true) }, LINK);
  fire('second-instance', {}, ['/usr/bin/portcullis', '--allow-file-access-from-files', `${LINK}2`]);
  fire('second-instance', {}, ['/usr/bin/portcullis', '--profile', 'elsewhere']);
  expect([taken, isPrevented]).toEqual([[LINK, `${LINK}2`], true]);
  stop();
  fire('second-instance', {}, [LINK]);
  expect(taken).toHaveLength(2);
});

test('the newest that came before anybody listened is kept, once', () => {
  const { links, taken, fire } = started();
  fire('second-instance', {}, ['portcullis:older']);
  fire('second-instance', {}, [LINK]);
  links.on((url) => taken.push(url));
  links.on((url) => taken.push(url));
  expect(taken).toEqual([LINK]);
});
