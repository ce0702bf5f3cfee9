import { Agent, request } from 'undici';

type Decision = { decision?: 'allow' | 'deny'; ca?: string };

/** A person with a browser at the sandbox's consent page: decides, for the profile that is ticked, and answers the address that the browser is sent to. */
export async function decideOn(url: string, { decision = 'allow', ca }: Decision = {}): Promise<string> {
  const agent = new Agent({ connect: ca === undefined ? {} : { ca } });
  try {
    const page = await (await request(url, { dispatcher: agent })).body.text();
    const form = new URLSearchParams([...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [attribute(input, 'name'), attribute(input, 'value')]));
    const profile = /<input[^>]*name="profileId"[^>]* checked[^>]*>/.exec(page)?.[0];
    if (profile) form.set('profileId', attribute(profile, 'value'));
    form.set('decision', decision);
    const { origin, pathname } = new URL(url);
    const answer = await request(`${origin}${pathname}`, { method: 'POST', body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin }, dispatcher: agent });
    const text = await answer.body.text();
    const { location } = answer.headers;
    if (typeof location !== 'string') throw new Error(`${answer.statusCode} ${text}`);
    return location;
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
  return value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
