import type { Scenario } from '../../../world/scenario.ts';
import { t } from '../../catalogue/index.ts';
import { session } from '../../commands.ts';
import { useCommands } from '../../commandsContext.ts';
import { Explained } from '../../components/Explained.tsx';
import { FieldControl } from '../../settings/FieldControl.tsx';
import { useApp } from '../../store.ts';
import { targetFormula } from './formulas.ts';

/** What the city can be hit with while the servers learn. */
const SHOCKS = [
  'demandScale',
  'priceMinimum',
  'priceMaximum',
  'userDensity',
  'usersPerServer',
] as const;
type Fields = Readonly<Record<string, unknown>>;

/** A few changes of the world, at once; the curve marks them and shows how the servers adapt. */
export function QuickChanges() {
  return (
    <section className="learn-quick" aria-labelledby="learn-quick">
      <div className="learn-servers-head">
        <h2 id="learn-quick">{t('learn.quick.title')}</h2>
        <Undo />
      </div>
      <div className="learn-quick-fields">
        <FieldControl section="scenario" name="demandScale" slider={[0, 3]} />
        <FieldControl section="scenario" name="userDensity" slider={[0, 150]} />
        <FieldControl section="scenario" name="usersPerServer" slider={[0, 30]} />
        <FieldControl section="scenario" name="priceMinimum" slider={[0, 100]} />
        <FieldControl section="scenario" name="priceMaximum" slider={[0, 100]} />
      </div>
    </section>
  );
}

/** Everything behind the few. */
export function MoreChanges() {
  return (
    <details className="learn-more">
      <summary>{t('learn.more')}</summary>
      <p className="muted learn-about">
        {t('learn.settings.note')}{' '}
        <Explained term={t('learn.formula.target.term')} formula={targetFormula}>
          {t('learn.formula.target')}
        </Explained>
      </p>
      <div className="fields">
        <FieldControl section="learner" name="episodes" slider={[100, 10_000]} />
        <FieldControl section="learner" name="discount" slider={[0, 0.99]} />
        <FieldControl section="learner" name="jitter" slider={[0, 1]} />
        <FieldControl section="learner" name="learningRateStart" slider={[0, 0.02]} />
        <FieldControl section="learner" name="learningRateEnd" slider={[0, 0.02]} />
        <FieldControl section="learner" name="explorationFull" slider={[0, 1]} />
        <FieldControl section="learner" name="explorationDecay" slider={[0, 1]} />
        <FieldControl section="learner" name="explorationFinal" slider={[0, 1]} />
      </div>
    </details>
  );
}

/** Puts the few back to what the run began with; there only once one of them differs. */
function Undo() {
  const commands = useCommands();
  const scenario = useApp((state) => state.scenario);
  const before = session.run.record.setup?.scenario;
  const change = before ? differences(before, scenario) : {};
  if (Object.keys(change).length === 0) return null;
  return (
    <button type="button" className="link" onClick={() => commands.changeScenario(change)}>
      {t('learn.quick.undo')}
    </button>
  );
}

function differences(before: Scenario, now: Scenario): Fields {
  const [old, present] = [before as Fields, now as Fields];
  return Object.fromEntries(
    SHOCKS.filter((name) => name in old && old[name] !== present[name]).map((name) => [
      name,
      old[name],
    ]),
  );
}
