/**
 * Has the elements' test runner open its pages in one of the engines, and answers its commands for
 * keys, sizes and preferences there. It knows no test.
 */
import type { BrowserLauncher, TestRunnerPlugin } from '@web/test-runner';
import type { Engine, Media, Tab } from './engine.ts';

/** The size that the runner gives pages in Chromium, in CSS pixels. */
const SIZE = [800, 600] as const;

/** What the runner's commands send, one of the fields each. */
interface Keys {
  readonly press?: string;
  readonly type?: string;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

async function command(tab: Tab, name: string, payload: unknown): Promise<boolean> {
  if (name === 'send-keys') {
    const { press, type } = payload as Keys;
    if (press !== undefined) await tab.press(press);
    else if (type !== undefined) await tab.type(type);
    else throw new Error('keys are pressed or typed');
    return true;
  }
  if (name === 'set-viewport') {
    const { width, height } = payload as Size;
    await tab.resize(width, height);
    return true;
  }
  if (name === 'emulate-media') {
    await tab.prefer(payload as Media);
    return true;
  }
  return false;
}

/** @param start opens the engine, once, when it is wanted */
export function launcher(name: string, start: () => Promise<Engine>): BrowserLauncher {
  const tabs = new Map<string, Tab>();
  let engine: Promise<Engine> | undefined;
  const own: BrowserLauncher = {
    name,
    type: 'engine',
    // Preferences are the whole browser's, and the focus is where one looks.
    concurrency: 1,
    async initialize(config) {
      const commands: TestRunnerPlugin = {
        name: `commands for ${name}`,
        async executeCommand({ command: wanted, payload, session }) {
          const tab = session.browser === own ? tabs.get(session.id) : undefined;
          return (tab && (await command(tab, wanted, payload))) || undefined;
        },
      };
      // Before the runner's own, which refuse a browser that they do not know.
      config.plugins?.unshift(commands);
      engine = start();
      await engine;
    },
    async stop() {
      await (await engine)?.close();
    },
    async startSession(id, url) {
      const tab = await (await (engine ?? start())).open();
      tabs.set(id, tab);
      await tab.resize(...SIZE);
      await tab.goto(url);
    },
    isActive: (id) => tabs.has(id),
    getBrowserUrl: async (id) => tabs.get(id)?.url(),
    async stopSession(id) {
      const tab = tabs.get(id);
      tabs.delete(id);
      await tab?.close();
      return {};
    },
    startDebugSession: () => Promise.reject(new Error(`${name} shows no window`)),
  };
  return own;
}
