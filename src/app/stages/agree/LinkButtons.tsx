import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { useRovingFocus } from '../../components/useRovingFocus.ts';
import { useApp } from '../../store.ts';
import { handState } from './cuts.ts';
import { cutText, linkIds } from './deeds.ts';
import type { GlyphMap } from './geometry.ts';
import { momentAt } from './moment.ts';
import { markOf, pointAlong, type Route } from './routes.ts';
import { isSameSubject, rowOf } from './subject.ts';
import { threadOf } from './thread.ts';
import type { Focus } from './useFocus.ts';

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** More links than this are offered a server at a time: those of the one that is looked at. */
const MOST_BUTTONS = 240;

/**
 * A button on every link for the keyboard: arrow keys go through them in order, Enter cuts and
 * mends, D drops what the link carries.
 */
export function LinkButtons(props: {
  readonly map: GlyphMap;
  readonly routes: readonly Route[];
  readonly trace: AgreementTrace;
  readonly focus: Focus;
}) {
  const { map, trace, focus } = props;
  const { ids, options } = trace;
  const commands = useCommands();
  const tau = useApp(({ agreement }) =>
    Math.max(1, momentAt(agreement.cursor, trace.iterations.length).tau),
  );
  const server = rowOf(focus.pinned) ?? threadOf(trace).server;
  const routes =
    props.routes.length <= MOST_BUTTONS
      ? props.routes
      : props.routes.filter(({ ends }) => ends.includes(server));
  const { list, button } = useRovingFocus(routes.length, (key, index) => {
    const step = STEPS[key];
    if (step === undefined) return null;
    return Math.min(Math.max(index + step, 0), routes.length - 1);
  });
  if (routes.length === 0) return null;
  return (
    <fieldset
      ref={list}
      className="agree-servers"
      aria-label={t('agree.map.links', { count: routes.length })}
      data-arrows
    >
      {routes.map((route, index) => {
        const { x, y } = pointAlong(route, markOf(map, route));
        const subject = { kind: 'link', ends: route.ends } as const;
        const [one, other] = route.ends;
        const link = linkIds(trace, subject);
        return (
          <button
            key={`${one} ${other}`}
            type="button"
            {...button(index, () => focus.hover(subject))}
            aria-pressed={handState(options.cuts, link, tau) === 'cut'}
            aria-label={t('agree.map.link', { one: ids[one]!, other: ids[other]! })}
            aria-description={cutText(trace, subject, tau)}
            style={{ left: x, top: y, width: 28, height: 28 }}
            onBlur={() => focus.hover(null)}
            onClick={() => {
              commands.cutLink('cut', link);
              if (!isSameSubject(focus.pinned, subject)) focus.pin(subject);
            }}
          />
        );
      })}
    </fieldset>
  );
}
