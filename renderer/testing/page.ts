import type { Preferences } from '../../shared/model/views.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';
import { createStandIn } from './stand-in.ts';

// The dev page: `?scenario=one&theme=dark` shows the screens over the stand-in.
const query = new URLSearchParams(location.search);
const scenario = (query.get('scenario') ?? 'one') as ScenarioName;
const theme = (query.get('theme') ?? 'light') as Preferences['theme'];

Object.defineProperty(window, 'portcullis', { value: createStandIn(SCENARIOS[scenario](), { theme, delayMs: Number(query.get('delay') ?? 20) }) });
await import('../main.tsx');
