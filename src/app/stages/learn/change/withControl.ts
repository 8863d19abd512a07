/** A change with an unchanged run beside it, which is there before the change is made. */
import type { Commands } from '../../../state.ts';
import { appStore } from '../../../store.ts';

/** Begins a control run and calls back once it stands where the run stands, or cannot be. */
export function withControl(commands: Commands, change: () => void): void {
  commands.setCompanion('control', true);
  const stop = appStore.subscribe(({ companions }) => {
    const { status } = companions.control;
    if (status === 'idle' || status === 'starting') return;
    stop();
    change();
  });
}
