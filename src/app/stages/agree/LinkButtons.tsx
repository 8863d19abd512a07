import { t } from '../../catalogue/index.ts';
import { useRovingFocus } from '../../components/useRovingFocus.ts';
import { middleOf, type Route } from './routes.ts';
import { isSameSubject } from './subject.ts';
import type { Focus } from './useFocus.ts';

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** A button on every link for the keyboard: arrow keys go through them in order. */
export function LinkButtons(props: {
  readonly routes: readonly Route[];
  readonly ids: readonly number[];
  readonly focus: Focus;
}) {
  const { routes, ids, focus } = props;
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
        const { x, y } = middleOf(route);
        const subject = { kind: 'link', ends: route.ends } as const;
        const [one, other] = route.ends;
        return (
          <button
            key={`${one} ${other}`}
            type="button"
            {...button(index, () => focus.hover(subject))}
            aria-pressed={isSameSubject(focus.pinned, subject)}
            aria-label={t('agree.map.link', { one: ids[one]!, other: ids[other]! })}
            style={{ left: x, top: y, width: 28, height: 28 }}
            onBlur={() => focus.hover(null)}
            onClick={() => focus.pin(subject)}
          />
        );
      })}
    </fieldset>
  );
}
