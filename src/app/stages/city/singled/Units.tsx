import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { useApp } from '../../../store.ts';

/** Rented units as slots; by hand, a choice of them. */
export function Units(props: {
  readonly server: number;
  readonly levels: number;
  readonly rented: number;
}) {
  const commands = useCommands();
  const manual = useApp((state) => state.city.policy === 'manual');
  const chosen = useApp((state) => state.city.manualDecisions[props.server] ?? 0);
  const most = props.levels - 1;
  if (!manual) {
    return (
      <p className="units">
        {Array.from({ length: most }, (_, unit) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the unit
          <span key={unit} className="unit-slot" data-rented={unit < props.rented} />
        ))}
        <span>{t('inspect.units', { rented: props.rented, most })}</span>
      </p>
    );
  }
  return (
    <fieldset className="segmented">
      <legend>{t('inspect.units.choose')}</legend>
      {Array.from({ length: props.levels }, (_, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the level
        <label key={level}>
          <input
            type="radio"
            name="units"
            checked={level === chosen}
            onChange={() => commands.setManualDecision(props.server, level)}
          />
          <span className="number">{level}</span>
        </label>
      ))}
    </fieldset>
  );
}
