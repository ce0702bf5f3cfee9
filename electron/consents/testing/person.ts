/** A person in a browser of their own, on the consent page of the sandbox. */

/** Decides, and answers the address that the browser is sent to. */
export async function decideOn(url: string, decision: 'allow' | 'deny' = 'allow'): Promise<string> {
  const page = await (await fetch(url)).text();
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']): [string, string] => [name, unescaped(value)]);
  const profileId = /name="profileId" value="(\d+)" checked/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams([...hidden, ['profileId', profileId], ['decision', decision]]);
  const { origin } = new URL(url);
  const answer = await fetch(`${origin}/oauth/authorize/`, { method: 'POST', body, headers: { origin }, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${answer.status} ${await answer.text()}`);
  return location;
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
