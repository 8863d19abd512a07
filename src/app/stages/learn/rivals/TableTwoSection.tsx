import { type ReactNode, useMemo } from 'react';
import { PAPER_TABLE_TWO, tableTwo } from '../../../../experiments/tableTwo.ts';
import { parseCentralized } from '../../../../learning/centralizedConfiguration.ts';
import type { EngineChoice } from '../../../../learning/engineChoice.ts';
import { countText } from '../../../../orchestration/problem.ts';
import { t } from '../../../catalogue/index.ts';
import { formatWhole } from '../../../components/format.ts';
import { engineName } from '../../../engine/engineName.ts';
import { useApp } from '../../../store.ts';
import { formatBytes } from '../../agree/bytes.ts';

const PAPER = PAPER_TABLE_TWO;

/** Table II of the paper, from the configuration that runs, the paper's numbers beside ours. */
export function TableTwoSection() {
  const scenario = useApp((state) => state.scenario);
  const learner = useApp((state) => state.learner);
  const orchestration = useApp((state) => state.orchestration);
  const table = useMemo(
    () => tableTwo(scenario, learner, parseCentralized({}), orchestration),
    [scenario, learner, orchestration],
  );
  const { centralized, local, servers } = table;
  const [least, most] = local.actions;
  const inAll = (bytes: number) =>
    t('learnRivals.table.together', { bytes: formatBytes(bytes), count: servers });
  return (
    <section className="learn-table-two" aria-labelledby="learn-table-two">
      <h2 id="learn-table-two">{t('learnRivals.table.title')}</h2>
      <p className="muted learn-about">{t('learnRivals.table.about')}</p>
      {servers === PAPER.servers ? null : (
        <p className="learn-about">{t('learnRivals.table.other', { servers })}</p>
      )}
      <div className="learn-table-box">
        <table>
          <thead>
            <tr>
              {(['measure', 'centralized', 'local'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`learnRivals.table.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row name={t('learnRivals.table.state')}>
              <Cell paper={formatWhole(PAPER.centralized.state)}>{centralized.state}</Cell>
              <Cell paper={formatWhole(PAPER.local.state)}>{local.state}</Cell>
            </Row>
            <Row name={t('learnRivals.table.actions')}>
              <Cell paper={formatWhole(PAPER.centralized.actions)}>
                {countText(centralized.actions)}
              </Cell>
              <Cell paper={formatWhole(PAPER.local.actions)}>
                {least === most
                  ? formatWhole(most)
                  : t('learnRivals.table.range', {
                      least: formatWhole(least),
                      most: formatWhole(most),
                    })}
              </Cell>
            </Row>
            <Row name={t('learnRivals.table.bytes')}>
              <Cell
                paper={formatBytes(PAPER.centralized.bytes)}
                note={t('learnRivals.table.global')}
              >
                {formatWhole(centralized.bytes)} B
              </Cell>
              <Cell
                paper={formatBytes(PAPER.local.bytes)}
                note={t('learnRivals.table.sent', { messages: formatWhole(local.messages) })}
              >
                {formatWhole(local.bytes)} B
              </Cell>
            </Row>
            <Row name={t('learnRivals.table.memory')}>
              <Cell paper={formatBytes(PAPER.centralized.memory)}>
                {formatBytes(centralized.memory.arrays)}
              </Cell>
              <Cell paper={formatBytes(PAPER.local.memory)} note={inAll(local.together.arrays)}>
                {formatBytes(local.largest.arrays)}
              </Cell>
            </Row>
            <Row name={t('learnRivals.table.replay')}>
              <Cell>{formatBytes(centralized.memory.replay)}</Cell>
              <Cell note={inAll(local.together.replay)}>{formatBytes(local.largest.replay)}</Cell>
            </Row>
            <Measured />
          </tbody>
        </table>
      </div>
      <p className="muted learn-about">{t('learnRivals.table.measured.why')}</p>
      <p className="muted learn-about">
        {t('learnRivals.table.why', {
          guess: `${formatWhole(local.paperBytes)} B`,
          double: formatBytes(centralized.doubleBytes),
        })}
      </p>
    </section>
  );
}

/** What the workers that train hold, as allocated at this moment. */
function Measured() {
  const own = useApp((state) => state.training.summary?.memory ?? null);
  const engine = useApp((state) => state.training.summary?.engine ?? null);
  const beside = useApp((state) => state.companions.centralized);
  const on = (id: string | null) =>
    t('learnRivals.table.measured.on', {
      engine: id === null ? '' : engineName(id as EngineChoice),
    });
  return (
    <>
      <Row name={t('learnRivals.table.measured')}>
        <Cell note={beside.memory ? on(beside.engine) : t('learnRivals.table.measured.off')}>
          {bytesText(beside.memory?.engine)}
        </Cell>
        <Cell note={t('learnRivals.table.measured.all', { engine: on(engine) })}>
          {bytesText(own?.engine)}
        </Cell>
      </Row>
      <Row name={t('learnRivals.table.measured.replay')}>
        <Cell>{bytesText(beside.memory?.replay)}</Cell>
        <Cell>{bytesText(own?.replay)}</Cell>
      </Row>
    </>
  );
}

function bytesText(bytes: number | null | undefined): string {
  return bytes === null || bytes === undefined ? '–' : formatBytes(bytes);
}

function Row(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{props.name}</th>
      {props.children}
    </tr>
  );
}

function Cell(props: {
  readonly paper?: string;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  return (
    <td>
      <span className="number">{props.children}</span>
      {props.note ? <span className="learn-table-note">{props.note}</span> : null}
      {props.paper ? (
        <span className="learn-table-note">
          {t('learnRivals.table.paper', { value: props.paper })}
        </span>
      ) : null}
    </td>
  );
}
