import { createHash } from 'node:crypto';
import { text, type Answer } from './answers.ts';
import { Html, html } from './html.ts';

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5dad2, #3b4238); --soft: light-dark(#f4f6f1, #20251e); --good: light-dark(#2a6212, #9fe870); --bad: light-dark(#a8200d, #ff9d8c); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.5rem 4rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
p, li { max-width: 44rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .5rem .75rem .5rem 0; text-align: left; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input, textarea { width: 100%; padding: .5rem; border: 1px solid var(--line); border-radius: 6px; font: inherit; }
input[type=radio] { width: auto; margin-right: .5rem; }
fieldset { border: 1px solid var(--line); border-radius: 6px; margin-top: 1.5rem; padding: .5rem 1rem 1rem; }
legend { font-weight: 600; }
fieldset label { font-weight: 400; margin-top: .5rem; }
textarea { font: 13px/1.4 ui-monospace, monospace; }
button, .button { display: inline-block; margin-top: 1rem; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: 6px; background: var(--soft); color: inherit; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
td form button { margin: 0; padding: .15rem .6rem; font-weight: 400; }
.note { border: 1px solid var(--line); border-left-width: 4px; border-radius: 6px; background: var(--soft); padding: .75rem 1rem; margin-top: 1.5rem; }
.good { border-left-color: var(--good); } .bad { border-left-color: var(--bad); }
.active { color: var(--good); } .revoked, .ended { color: var(--bad); }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, nothing from elsewhere; forms go to the sandbox, and to where it sends people on: browsers hold redirects of forms against it too. */
const policy = (formTargets: readonly string[]) => `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action ${["'self'", ...formTargets].join(' ')}; base-uri 'none'; frame-ancestors 'none'`;

/** A page of the sandbox: what Wise shows people on its own site. `formTargets`: origins, or schemes with their colon (CSP 3, 2.3.1). */
export function page(status: number, title: string, body: Html, formTargets: readonly string[] = []): Answer {
  const { text: markup } = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${new Html(STYLE)}</style></head>
<body>
${body}
</body>
</html>
`;
  return { ...text(status, markup, 'text/html; charset=utf-8'), headers: { 'content-security-policy': policy(formTargets), 'referrer-policy': 'no-referrer' } };
}
