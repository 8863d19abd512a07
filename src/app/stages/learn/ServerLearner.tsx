import { lazy, useMemo } from 'react';
import { buildLayout } from '../../../learning/layout.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import type { InspectionRow } from '../../components/Inspection.tsx';
import { mi, mn, msub } from '../../components/mathml.ts';
import { Part } from '../../components/Part.tsx';
import { live } from '../../live.ts';
import { nameOf } from '../../serverName.ts';
import { useApp } from '../../store.ts';
import { drawnCurves } from './curves.ts';
import {
  bestNext,
  discount,
  episode,
  explorationFormula,
  fallingShare,
  firstRate,
  fullShare,
  inputsFormula,
  jointFormula,
  lastRandomShare,
  lastRate,
  layerSize,
  lossFormula,
  neighbourCount,
  observationSize,
  parametersFormula,
  plannedEpisodes,
  rateFormula,
  replayCapacity,
  replayFormula,
  rewardFormula,
  rewardOf,
  scale,
  targetFormula,
} from './formulas.ts';
import { livePolicies } from './livePolicies.ts';
import { momentOf } from './now.ts';
import { cellOf, rowOf } from './policyAxes.ts';
import { lossText } from './tiles.ts';
import { usePolicyVersion } from './usePolicies.ts';

const Inspection = lazy(() =>
  import('../../components/Inspection.tsx').then(({ Inspection }) => ({ default: Inspection })),
);

/** The learner of one server in numbers, each with its formula. */
export function ServerLearner({ server }: { readonly server: number }) {
  const rows = useRows(server);
  return (
    <Part>
      <Inspection title={t('learn.inspect.title', { server: nameOf(server) })} rows={rows} />
    </Part>
  );
}

function useRows(server: number): InspectionRow[] {
  const scenario = useApp((state) => state.scenario);
  const learner = useApp((state) => state.learner);
  // Rewards, losses and maps change as often as the summary comes.
  const summary = useApp((state) => state.training.summary);
  usePolicyVersion();
  const agent = useMemo(
    () => buildLayout(scenario, learner).agents[server],
    [scenario, learner, server],
  );
  if (!agent) return [];
  const inputs = agent.layers[0]!.inputs;
  const joint = agent.levels.reduce((product, levels) => product * levels, 1);
  const slots = summary?.trainedSlots ?? 0;
  const reward = drawnCurves.ofServer(nameOf(server), 'reward').at(-1);
  const loss = drawnCurves.ofServer(nameOf(server), 'loss').at(-1);
  const newest = lastReward(server);
  const best = bestNow(server);
  const target =
    newest === null || best === null
      ? null
      : (newest + learner.discount * best) / learner.valueScale;
  const unit = t('learn.unit.reward');
  const layers = [inputs, ...learner.hidden, 1];
  const progress = [
    {
      symbol: episode,
      name: t('learn.inspect.episode'),
      value: formatWhole(summary?.episode ?? 0),
    },
    {
      symbol: plannedEpisodes,
      name: t('learn.inspect.planned'),
      value: formatWhole(learner.episodes),
    },
  ];
  return [
    {
      term: t('learn.inspect.target'),
      value: target === null ? '–' : formatFixed(target, 2),
      meaning: t('learn.inspect.target.meaning', { period: learner.targetPeriod }),
      formula: targetFormula,
      inputs: [
        {
          symbol: rewardOf,
          name: t('learn.inspect.newest'),
          value: newest === null ? '–' : formatFixed(newest, 1),
          unit,
        },
        { symbol: scale, name: t('learn.inspect.scale'), value: String(learner.valueScale) },
        { symbol: discount, name: t('learn.inspect.discount'), value: String(learner.discount) },
        {
          symbol: bestNext,
          name: t('learn.inspect.best'),
          value: best === null ? '–' : formatFixed(best / learner.valueScale, 2),
        },
      ],
      source: t('learn.source.target'),
    },
    {
      term: t('learn.inspect.loss'),
      value: loss === undefined || Number.isNaN(loss) ? '–' : lossText(loss),
      meaning: t('learn.inspect.loss.meaning'),
      formula: lossFormula,
      inputs: [
        { symbol: mi('B'), name: t('learn.inspect.batch'), value: String(learner.batchSize) },
      ],
    },
    {
      term: t('learn.inspect.reward'),
      value: reward === undefined ? '–' : formatFixed(reward, 1),
      unit,
      meaning: t('learn.inspect.reward.meaning'),
      formula: rewardFormula,
      inputs: [
        { symbol: mi('S'), name: t('learn.inspect.slots'), value: String(learner.slotsPerEpisode) },
      ],
    },
    {
      term: t('learn.inspect.exploration'),
      value: formatShare(summary?.exploration ?? 1),
      meaning: t('learn.inspect.exploration.meaning'),
      formula: explorationFormula,
      inputs: [
        ...progress,
        {
          symbol: fullShare,
          name: t('learn.inspect.full'),
          value: String(learner.explorationFull),
        },
        {
          symbol: fallingShare,
          name: t('learn.inspect.falling'),
          value: String(learner.explorationDecay),
        },
        {
          symbol: lastRandomShare,
          name: t('learn.inspect.last'),
          value: String(learner.explorationFinal),
        },
      ],
      source: t('learn.source.learner'),
    },
    {
      term: t('learn.inspect.rate'),
      value: String(Number((summary?.learningRate ?? learner.learningRateStart).toPrecision(3))),
      meaning: t('learn.inspect.rate.meaning'),
      formula: rateFormula,
      inputs: [
        ...progress,
        {
          symbol: firstRate,
          name: t('learn.inspect.first'),
          value: String(learner.learningRateStart),
        },
        { symbol: lastRate, name: t('learn.inspect.last'), value: String(learner.learningRateEnd) },
      ],
    },
    {
      term: t('learn.inspect.replay'),
      value: formatWhole(Math.min(slots, learner.replayCapacity)),
      unit: t('learn.unit.slots', { most: formatWhole(learner.replayCapacity) }),
      meaning: t('learn.inspect.replay.meaning'),
      formula: replayFormula,
      inputs: [
        { symbol: mi('t'), name: t('learn.inspect.trained'), value: formatWhole(slots) },
        {
          symbol: replayCapacity,
          name: t('learn.inspect.capacity'),
          value: formatWhole(learner.replayCapacity),
        },
      ],
    },
    {
      term: t('learn.inspect.inputs'),
      value: String(inputs),
      meaning: t('learn.inspect.inputs.meaning', {
        observed: inputs - agent.scope.length,
        neighbours: agent.scope.length - 1,
      }),
      formula: inputsFormula,
      inputs: [
        {
          symbol: observationSize,
          name: t('learn.inspect.observed'),
          value: String(inputs - agent.scope.length),
        },
        {
          symbol: neighbourCount,
          name: t('learn.inspect.neighbours'),
          value: String(agent.scope.length - 1),
        },
      ],
      source: t('learn.source.network'),
    },
    {
      term: t('learn.inspect.parameters'),
      value: formatWhole(agent.length),
      meaning: t('learn.inspect.parameters.meaning', {
        shape: layers.join(' → '),
      }),
      formula: parametersFormula,
      inputs: layers.map((size, layer) => ({
        symbol: layerSize(layer),
        name: t('learn.inspect.layer', { layer }),
        value: String(size),
      })),
      source: t('learn.source.network'),
    },
    {
      term: t('learn.inspect.joint'),
      value: formatWhole(joint),
      meaning: t('learn.inspect.joint.meaning'),
      formula: jointFormula,
      inputs: agent.scope.map((member, index) => ({
        symbol: msub(mi('K'), mn(nameOf(member))),
        name: t('learn.tiles.server', { id: nameOf(member) }),
        value: String(agent.levels[index]),
      })),
      source: t('learn.source.joint'),
    },
  ];
}

/** r_n of the newest finished episode; null before the first. */
function lastReward(server: number): number | null {
  const { episodes, ids, rewards } = live.curves;
  const column = ids.indexOf(nameOf(server));
  const newest = rewards[(episodes - 1) * ids.length + column];
  return column < 0 || newest === undefined || Number.isNaN(newest) ? null : newest;
}

/** The best Q_n at the hour and price of now, reward units; null where there is no map yet. */
function bestNow(server: number): number | null {
  const map = livePolicies.maps.get(server);
  const now = momentOf(server);
  if (!map || !now) return null;
  const hour = Math.min(23, Math.floor(now.hour));
  return Math.max(...cellOf(map, hour, rowOf(livePolicies.prices, now.price)).values);
}
