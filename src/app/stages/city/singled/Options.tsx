import type { CSSProperties } from 'react';
import type { UserInspection } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { nameOf } from '../../../serverName.ts';
import type { CityMap } from '../cityMap.ts';
import { constant, fixed, NONE, percent, seconds } from './rows.ts';
import { ServerTag } from './Things.tsx';

type Option = UserInspection['choice']['options'][number];

/** What a user can choose from, one line a server in range and one for the cloud. */
export function Options({ user, map }: { readonly user: UserInspection; readonly map: CityMap }) {
  const { choice, scenario } = user;
  const isPaper = scenario.kind === 'paper';
  return (
    <table className="options">
      <caption className="hidden">{t('inspect.options')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('inspect.options.server')}</th>
          <Column name={t('inspect.options.distance')} unit="m" />
          {isPaper ? <Column name={t('inspect.options.snr')} /> : null}
          {isPaper ? <Column name={t('inspect.options.sending')} unit="s" /> : null}
          {isPaper ? <Column name={t('inspect.options.expected')} unit="s" /> : null}
          {isPaper ? <Column name={t('inspect.options.cost')} unit="s" /> : null}
          {isPaper ? null : <Column name={t('inspect.options.before')} unit="s" />}
          {isPaper ? null : <Column name={t('inspect.options.chance')} unit="%" />}
          <Column name={t('inspect.options.share')} unit="%" />
        </tr>
      </thead>
      <tbody>
        {choice.options.map((option) => (
          <ServerLine key={option.server} option={option} map={map} isPaper={isPaper} />
        ))}
        <tr>
          <th scope="row">{t('inspect.options.cloud')}</th>
          <td colSpan={isPaper ? 4 : 3} />
          {isPaper ? (
            <td>{choice.cloud.cost === null ? NONE : constant(choice.cloud.cost)}</td>
          ) : null}
          <Share share={choice.cloud.share} hue="var(--cloud)" />
        </tr>
      </tbody>
    </table>
  );
}

function Column({ name, unit }: { readonly name: string; readonly unit?: string }) {
  return (
    <th scope="col">
      {name}
      {unit === undefined ? null : <span className="muted"> {unit}</span>}
    </th>
  );
}

function ServerLine(props: {
  readonly option: Option;
  readonly map: CityMap;
  readonly isPaper: boolean;
}) {
  const { option, map, isPaper } = props;
  const { server, distance, snr, transmissionDelay, estimate, decision, cost, probability } =
    option;
  const commands = useCommands();
  const selection = { kind: 'server', id: server } as const;
  return (
    <tr
      data-idle={isPaper && decision === 0 ? '' : undefined}
      onPointerEnter={() => commands.hover(selection)}
      onPointerLeave={() => commands.hover(null)}
    >
      <th scope="row">
        <button
          type="button"
          className="thing"
          aria-label={t('city.server', { server: nameOf(server) })}
          onClick={() => {
            commands.hover(null);
            commands.select(selection);
          }}
        >
          <ServerTag server={server} map={map} />
        </button>
      </th>
      <td>{fixed(distance, 0)}</td>
      {isPaper ? <td>{snr === null ? NONE : fixed(snr, snr < 10 ? 1 : 0)}</td> : null}
      {isPaper ? <td>{seconds(transmissionDelay)}</td> : null}
      {isPaper ? <td>{decision > 0 ? seconds(estimate / decision) : NONE}</td> : null}
      <td>{seconds(cost)}</td>
      {isPaper ? null : <td>{probability === null ? NONE : percent(probability)}</td>}
      <Share share={option.share} hue={`var(--server-${map.hues[server]! + 1})`} />
    </tr>
  );
}

/** A share as a number on a bar of its length. */
function Share({ share, hue }: { readonly share: number; readonly hue: string }) {
  const style = { '--share': share, '--hue': hue } as CSSProperties;
  return (
    <td className="share" style={style}>
      {fixed(100 * share, 1)}
    </td>
  );
}
