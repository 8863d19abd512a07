/** An action: one thing a visitor can ask for. Toolbars, keys and the help sheet derive from it. */
import type { MessageKey } from '../catalogue/index.ts';
import type { AppState, Commands, Stage } from '../state.ts';

export interface Action {
  /** Unique, e.g. `city.step`. */
  readonly id: string;
  readonly label: MessageKey;
  /** Label while the action is active (e.g. "Pause" for a play button). */
  readonly activeLabel?: MessageKey;
  readonly description?: MessageKey;
  readonly icon?: IconName;
  /** `KeyboardEvent.key`, e.g. ` `, `?`, `ArrowRight`, `r`; single characters in either case. */
  readonly shortcut?: string;
  /** The only stage in which the action (and its shortcut) exists; absent for everywhere. */
  readonly stage?: Stage;
  available(state: AppState): boolean;
  active?(state: AppState): boolean;
  perform(commands: Commands, state: AppState): void;
}

export type IconName =
  | 'play'
  | 'pause'
  | 'step'
  | 'stepBack'
  | 'restart'
  | 'settings'
  | 'help'
  | 'theme'
  | 'link'
  | 'close';
