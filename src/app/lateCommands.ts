/**
 * Commands before what carries them out is loaded: the page is painted without it. What is asked
 * for meanwhile is done, in order, once it is there; whoever waits for an answer gets a promise.
 */
import type { Commands } from './state.ts';

type AnyCommand = (...values: readonly unknown[]) => unknown;

/**
 * @param loading what is being loaded; where it fails, nothing that was asked for happens, and
 *   whoever loads it tells the visitor
 */
export function lateCommands(loading: Promise<Commands>): Commands {
  let loaded: Commands | null = null;
  void loading.then(
    (commands) => {
      loaded = commands;
    },
    () => {},
  );
  const later =
    (name: keyof Commands): AnyCommand =>
    (...values) =>
      loading.then(
        (commands) => (commands[name] as AnyCommand)(...values),
        () => {},
      );
  return new Proxy({} as Commands, {
    get: (_, name) => {
      const key = name as keyof Commands;
      return loaded ? loaded[key] : later(key);
    },
  });
}
