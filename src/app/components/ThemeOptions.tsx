import { useId } from 'react';
import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import type { ThemeChoice } from '../state.ts';
import { useApp } from '../store.ts';

const choices = ['system', 'light', 'dark', 'projector'] as const satisfies readonly ThemeChoice[];

/** Every choice of theme, the system's own included. */
export function ThemeOptions() {
  const theme = useApp((state) => state.theme);
  const commands = useCommands();
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className="hidden">{t('help.themes')}</legend>
      {choices.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            checked={theme === choice}
            onChange={() => commands.setTheme(choice)}
          />
          <span>{t(`theme.${choice}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
