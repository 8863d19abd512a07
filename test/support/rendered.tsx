/** A place in the page that components are rendered into, new for each test. */
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach } from 'vitest';
import { CommandsContext } from '../../src/app/commandsContext.ts';
import type { Commands } from '../../src/app/state.ts';

interface Rendered {
  /** Where it is rendered; another element in each test. */
  readonly host: HTMLElement;
  readonly show: (content: ReactNode) => Promise<void>;
}

/** Call it once at the top of a file of tests. */
export function renderInPage(): Rendered {
  let root: Root;
  let host: HTMLElement;
  beforeEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    host = document.body.appendChild(document.createElement('div'));
    root = createRoot(host);
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    host.remove();
  });
  return {
    get host() {
      return host;
    },
    show: (content) => act(async () => root.render(content)),
  };
}

interface Asked extends Rendered {
  /** What was asked for in this test: the command's name and what came with it. */
  readonly calls: unknown[][];
}

/** The same with commands that write down what was asked for, and accept everything. */
export function renderWithCommands(): Asked {
  const rendered = renderInPage();
  let calls: unknown[][] = [];
  beforeEach(() => {
    calls = [];
  });
  const commands = new Proxy({} as Commands, {
    get:
      (_, name) =>
      (...values: unknown[]) => {
        calls.push([name, ...values]);
        return true;
      },
  });
  return {
    get host() {
      return rendered.host;
    },
    get calls() {
      return calls;
    },
    show: (content) => rendered.show(<CommandsContext value={commands}>{content}</CommandsContext>),
  };
}
