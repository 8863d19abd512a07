import { useId } from 'react';
import '../../../catalogue/later/fields.ts';
import '../../../catalogue/later/serverFields.ts';
import {
  levelsOf,
  MAXIMUM_LEVELS,
  priceRangesOf,
  ZONES,
  type Zone,
} from '../../../../world/scenario.ts';
import { cellAt, sitesOf } from '../../../../world/topology.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { configured } from '../../../controller/changes.ts';
import { planNames } from '../../../planNames.ts';
import { PriceInputs } from '../../../settings/PriceInputs.tsx';
import { useApp } from '../../../store.ts';
import { applyEdit, useEdits } from './edits.ts';
import { withLevels, withPainted, withPrices, zonesOfCells } from './layout.ts';
import './serverFields.css';

const LEVELS = Array.from({ length: MAXIMUM_LEVELS - 1 }, (_, index) => index + 2);

/** What one server of the plan has of its own. Levels are drafted; the rest takes effect at once. */
export function ServerFields({ server }: { readonly server: number }) {
  const commands = useCommands();
  const scenario = useApp((state) => configured(state).scenario);
  // The tools under the map say it themselves.
  const isEdited = useApp((state) => state.editing !== null);
  const problem = useEdits((edits) => edits.problem);
  const id = useId();
  const site = sitesOf(scenario)[server];
  if (!site) return null;
  const cell = cellAt(scenario, site.x, site.y);
  const isShared = scenario.priceRanges === 'shared';
  return (
    <div className="server-fields">
      <div className="field">
        <label htmlFor={`${id}-levels`}>{t('serverFields.levels')}</label>
        <select
          id={`${id}-levels`}
          value={levelsOf(scenario)[server]}
          onChange={({ target }) =>
            applyEdit(commands, withLevels(scenario, server, Number(target.value)), '')
          }
        >
          {LEVELS.map((levels) => (
            <option key={levels} value={levels}>
              {levels === 2
                ? t('serverFields.levels.one')
                : t('serverFields.levels.units', { units: levels - 1 })}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-zone`}>{t('serverFields.zone')}</label>
        <select
          id={`${id}-zone`}
          value={zonesOfCells(scenario)[cell]}
          onChange={({ target }) =>
            applyEdit(commands, withPainted(scenario, [cell], target.value as Zone), '')
          }
        >
          {ZONES.map((zone) => (
            <option key={zone} value={zone}>
              {t(`zone.${zone}`)}
            </option>
          ))}
        </select>
      </div>
      <fieldset className="field server-prices">
        <legend>{t('serverFields.prices')}</legend>
        <PriceInputs
          name={planNames(scenario)[server]!}
          range={priceRangesOf(scenario)[server]!}
          onChange={(range) => applyEdit(commands, withPrices(scenario, server, range), '')}
        />
        <button
          type="button"
          className="button button-small"
          disabled={isShared}
          onClick={() => applyEdit(commands, withPrices(scenario, server, null), '')}
        >
          {t('serverFields.prices.shared')}
        </button>
      </fieldset>
      {problem === null || isEdited ? null : (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <p className="muted">{t('serverFields.note')}</p>
    </div>
  );
}
