/**
 * What a curious visitor finds in the browser's console under `n2oPlayground`: the state that the
 * page shows, everything that it can ask for, and the record from which a run can be lived again.
 */

import type { SessionEvent } from '../session/events.ts';
import type { RunSetup } from '../session/setup.ts';
import type { Session } from './commands.ts';
import { linkOf } from './link/linkOf.ts';
import type { AppState, Commands } from './state.ts';
import { appStore } from './store.ts';

export interface ConsoleHandle {
  readonly state: () => AppState;
  readonly commands: Commands;
  /** The address that leads back to what runs and what is looked at. */
  readonly link: () => string;
  /** The setup and the events of this run, room by room: together they replay it. */
  readonly record: () => {
    readonly setup: RunSetup | null;
    readonly city: readonly SessionEvent[];
    readonly training: readonly SessionEvent[];
    readonly agreement: readonly SessionEvent[];
  };
}

declare global {
  var n2oPlayground: ConsoleHandle | undefined;
}

/** Puts the handle where the console finds it. */
export function installConsoleHandle(session: Session): void {
  globalThis.n2oPlayground = {
    state: appStore.getState,
    commands: session.commands,
    link: () => new URL(linkOf(appStore.getState(), session.run), location.href).href,
    record: () => {
      const { setup, log } = session.run.record;
      return { setup, city: log.city, training: log.training, agreement: log.agreement };
    },
  };
}
