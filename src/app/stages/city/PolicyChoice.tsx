import { useId } from 'react';
import type { CityPolicy } from '../../../workers/protocol.ts';
import { levelsOf } from '../../../world/scenario.ts';
import { isMessageKey, t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { formatShare, formatWhole } from '../../components/format.ts';
import { useApp } from '../../store.ts';

/** Policies as they are offered, beside the fixed ones. */
export const groups = {
  learnt: [
    'maDql',
    'n2o',
    'n2oSweep',
    'greedySweeps',
    'maxPlus',
    'maxPlusLean',
    'exactP2',
    'distilled',
  ],
  beside: ['vdn', 'centralized'],
  references: ['oracle', 'nash', 'optimistic', 'random'],
} as const satisfies Record<string, readonly CityPolicy[]>;

const learnt: readonly CityPolicy[] = groups.learnt;

/** Who decides in the visible city, and what that means in one sentence. */
export function PolicyChoice() {
  const commands = useCommands();
  const policy = useApp((state) => state.city.policy);
  // Everybody can rent only what every server has.
  const highest = useApp((state) => Math.min(...levelsOf(state.scenario)) - 1);
  const id = useId();
  const constants = Array.from({ length: highest + 1 }, (_, level): CityPolicy => `fixed${level}`);
  return (
    <section className="policy">
      <label htmlFor={id}>
        <h2>{t('city.policy')}</h2>
      </label>
      <select
        id={id}
        value={policy}
        aria-describedby={`${id}-about`}
        onChange={(event) => commands.setPolicy(event.target.value as CityPolicy)}
      >
        <option value="manual">{t('city.policy.manual')}</option>
        {Object.entries(groups).map(([group, policies]) => (
          <optgroup key={group} label={t(`city.policies.${group as keyof typeof groups}`)}>
            {policies.map((each) => (
              <option key={each} value={each}>
                {t(`city.policy.${each}`)}
              </option>
            ))}
          </optgroup>
        ))}
        <optgroup label={t('city.policies.fixed')}>
          {constants.map((each, level) => (
            <option key={each} value={each}>
              {t('city.policy.fixed', { level })}
            </option>
          ))}
        </optgroup>
      </select>
      <p className="muted" id={`${id}-about`}>
        {aboutPolicy(policy)}
      </p>
      {learnt.includes(policy) ? <Trained /> : null}
    </section>
  );
}

/** How far the networks are that decide: early on they know nothing, and it shows. */
function Trained() {
  const slots = useApp((state) => state.city.summary?.trainedSlots ?? 0);
  const plan = useApp(({ learner }) => learner.episodes * learner.slotsPerEpisode);
  // While they explore they have seen little; after that what they rent is meant.
  const early = useApp(({ learner }) => slots < learner.explorationFull * plan);
  const nobody = useApp(
    ({ city }) => city.summary?.servers.every(({ decision }) => decision === 0) ?? false,
  );
  const key = slots === 0 ? 'none' : early ? 'early' : null;
  const share = formatShare(Math.min(1, slots / plan));
  return (
    <p className="policy-trained">
      <progress max={plan} value={Math.min(slots, plan)} aria-hidden="true" />
      <span>
        {t(key ? `city.policy.trained.${key}` : 'city.policy.trained', {
          slots: formatWhole(slots),
          share,
        })}
        {early && nobody ? ` ${t('city.policy.nobody')}` : null}
      </span>
    </p>
  );
}

function aboutPolicy(policy: CityPolicy): string {
  const key = `city.policy.${policy}.about`;
  return isMessageKey(key) ? t(key) : t('city.policy.fixed.about');
}
