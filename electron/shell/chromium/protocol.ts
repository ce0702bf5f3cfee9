/** What we ask of the browser and hear from it: the part of the Chrome DevTools Protocol this shell uses, as [parameters, result]. */
export interface Commands {
  'Browser.close': [None, None];
  'Browser.getVersion': [None, { product: string }];
  'Browser.getWindowForTarget': [{ targetId: string }, { windowId: number }];
  'Browser.setDownloadBehavior': [{ behavior: 'deny' }, None];
  'Browser.setPermission': [{ permission: { name: string }; setting: 'granted' | 'denied'; origin: string }, None];
  'Browser.setWindowBounds': [{ windowId: number; bounds: { windowState: 'normal' } }, None];
  'DOM.getFileInfo': [{ objectId: string }, { path: string }];
  'Emulation.setDefaultBackgroundColorOverride': [{ color: Rgba }, None];
  'Emulation.setFocusEmulationEnabled': [{ enabled: boolean }, None];
  'Fetch.enable': [{ patterns: { urlPattern: string }[] }, None];
  'Fetch.failRequest': [{ requestId: string; errorReason: 'Aborted' }, None];
  'Fetch.fulfillRequest': [{ requestId: string; responseCode: number; responseHeaders: { name: string; value: string }[]; body: string }, None];
  'Page.addScriptToEvaluateOnNewDocument': [{ source: string; worldName?: string }, { identifier: string }];
  'Page.bringToFront': [None, None];
  'Page.enable': [None, None];
  'Page.navigate': [{ url: string }, { errorText?: string }];
  'Page.resetNavigationHistory': [None, None];
  'Runtime.addBinding': [{ name: string; executionContextName: string }, None];
  'Runtime.callFunctionOn': [CallFunctionOn, { result: { value?: unknown; objectId?: string; subtype?: string }; exceptionDetails?: { text: string } }];
  'Runtime.enable': [None, None];
  'Runtime.releaseObject': [{ objectId: string }, None];
  'Runtime.runIfWaitingForDebugger': [None, None];
  'Target.attachToBrowserTarget': [None, { sessionId: string }];
  'Target.closeTarget': [{ targetId: string }, None];
  'Target.detachFromTarget': [{ sessionId: string }, None];
  'Target.setAutoAttach': [{ autoAttach: boolean; waitForDebuggerOnStart: boolean; flatten: boolean }, None];
  'Target.setDiscoverTargets': [{ discover: boolean }, None];
}

export interface Events {
  'Fetch.requestPaused': { requestId: string; request: { url: string; method: string } };
  'Page.frameNavigated': { frame: { id: string; parentId?: string; url: string } };
  'Page.loadEventFired': None;
  'Runtime.bindingCalled': { name: string; payload: string; executionContextId: number };
  'Runtime.executionContextCreated': { context: { id: number; name: string; origin: string; auxData?: { frameId?: string } } };
  'Runtime.executionContextDestroyed': { executionContextId: number };
  'Runtime.executionContextsCleared': None;
  'Target.attachedToTarget': { sessionId: string; targetInfo: TargetInfo; waitingForDebugger: boolean };
  'Target.targetCrashed': { targetId: string };
  'Target.targetCreated': { targetInfo: TargetInfo };
  'Target.targetDestroyed': { targetId: string };
  'Target.targetInfoChanged': { targetInfo: TargetInfo };
}

export type Command = keyof Commands;
export type Params<C extends Command> = Commands[C][0];
export type Returned<C extends Command> = Commands[C][1];
export type EventName = keyof Events;

/** A command, an answer or an event, as it crosses the pipe. */
export interface Message {
  id?: number | undefined;
  method?: string | undefined;
  params?: unknown;
  sessionId?: string | undefined;
  result?: unknown;
  error?: { message: string; code?: number };
}

export interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

interface CallFunctionOn {
  functionDeclaration: string;
  executionContextId: number;
  arguments: { value: unknown }[];
  awaitPromise: boolean;
  returnByValue: boolean;
  userGesture: boolean;
}

/** Red, green and blue 0 to 255. */
export interface Rgba {
  r: number;
  g: number;
  b: number;
}

type None = Record<string, never>;
