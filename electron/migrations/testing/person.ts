import { Agent, request } from 'undici';

/** A person with a browser at the sandbox's pages: opens the consent page, says yes, and answers where the page sent the browser to. */
export async function giveConsent(url: string, ca: string, decision: 'allow' | 'deny' = 'allow'): Promise<string> {
  const agent = new Agent({ connect: { ca } });
  try {
    const page = await (await request(url, { dispatcher: agent })).body.text();
    const form = new URLSearchParams([...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [attribute(input, 'name'), attribute(input, 'value')]));
    const profile = /<input[^>]*name="profileId"[^>]*>/.exec(page)?.[0];
    if (profile) form.set('profileId', attribute(profile, 'value'));
    form.set('decision', decision);
    const { origin, pathname } = new URL(url);
    const answer = await request(`${origin}${pathname}`, { method: 'POST', body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin }, dispatcher: agent });
    await answer.body.dump();
    return String(answer.headers['location']);
  } finally {
    await agent.close();
  }
}

/** Posts a form of one of the sandbox's pages. */
export async function submit(url: string, ca: string, fields: Record<string, string>): Promise<{ status: number; page: string }> {
  const agent = new Agent({ connect: { ca } });
  try {
    const answer = await request(url, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' }, dispatcher: agent });
    return { status: answer.statusCode, page: await answer.body.text() };
  } finally {
    await agent.close();
  }
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
}
