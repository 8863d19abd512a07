import { useShallow } from 'zustand/react/shallow';
import { t } from '../../catalogue/index.ts';
import { Figure, Figures } from '../../components/Figures.tsx';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import { RewardLine } from './RewardLine.tsx';

const NONE = '–';

/** What the city earned: this slot, on average since the policy changed, and what the cloud had to do. */
export function CityNumbers() {
  const numbers = useApp(
    useShallow((state) => {
      const summary = state.city.summary;
      if (!summary) return { slot: NONE, mean: NONE, over: '0', cloud: NONE, tasks: NONE };
      const { systemReward, meanReward, meanSlots, tasks, cloudTasks } = summary;
      return {
        slot: formatFixed(systemReward, 1),
        mean: meanSlots > 0 ? formatFixed(meanReward, 1) : NONE,
        over: formatWhole(meanSlots),
        cloud: tasks > 0 ? formatShare(cloudTasks / tasks) : NONE,
        tasks: formatWhole(tasks),
      };
    }),
  );
  return (
    <section className="city-numbers">
      <Figures>
        <Figure value={numbers.slot} label={t('city.reward')} />
        <Figure
          value={numbers.mean}
          label={
            numbers.over === '1' ? t('city.mean.one') : t('city.mean', { slots: numbers.over })
          }
        />
        <Figure value={numbers.tasks} label={t('city.tasks')} />
        <Figure value={numbers.cloud} label={t('city.cloud')} />
      </Figures>
      <RewardLine />
    </section>
  );
}
