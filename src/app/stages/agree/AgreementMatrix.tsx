import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { textScale } from '../../theme/theme.ts';
import { hitMatrix, type MatrixHit, matrixLayout } from './matrixLayout.ts';
import { paintMatrix } from './paintMatrix.ts';
import { columnOf, isSameSubject, rowOf, type Subject } from './subject.ts';
import { Texture } from './texture.ts';
import type { Focus } from './useFocus.ts';
import { copiesVersion, type Looking, useScene } from './useScene.ts';

/** All copies at once: a row for whose copy, a column for whose decision. */
export function AgreementMatrix(props: {
  readonly looking: Looking;
  readonly focus: Focus;
  readonly describedBy: string;
}) {
  const { looking, focus } = props;
  const { trace, table } = looking;
  const { order } = table;
  const count = trace.ids.length;
  const [width, setWidth] = useState(0);
  const scale = textScale();
  const extraRows = 'decision' in trace.exact ? 2 : 1;
  const layout = useMemo(
    () => matrixLayout(order, Math.max(width, 1), extraRows, scale),
    [order, width, extraRows, scale],
  );
  const texture = useMemo(() => new Texture(), []);
  const scene = useScene(looking);
  const paint = useMemo<Paint>(() => {
    const words = {
      columns: t('agree.matrix.columns'),
      decided: t('agree.matrix.decided'),
      exact: t('agree.matrix.exact'),
    };
    return ({ context }) => paintMatrix(context, scene(), layout, words, texture);
  }, [scene, layout, texture]);

  const last = useRef<Subject | null>(null);
  const show = (subject: Subject | null) => {
    if (isSameSubject(subject, last.current)) return;
    last.current = subject;
    focus.hover(subject);
  };
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    show(subjectAt(hitMatrix(layout, event.clientX - box.left, event.clientY - box.top)));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      if (last.current === null) return;
      event.preventDefault();
      event.stopPropagation();
      focus.pin(last.current);
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const from = last.current ?? focus.subject;
    const row = layout.places[rowOf(from) ?? columnOf(from) ?? order[0]!]!;
    const column = layout.places[columnOf(from) ?? order[0]!]!;
    const isFirst = last.current === null;
    const inside = (place: number) => Math.min(count - 1, Math.max(0, place));
    show({
      kind: 'cell',
      server: order[inside(row + (isFirst ? 0 : step[0]))]!,
      about: order[inside(column + (isFirst ? 0 : step[1]))]!,
    });
  };

  return (
    <PaintedCanvas
      className="agree-matrix"
      style={{ height: layout.height }}
      tabIndex={0}
      role="application"
      data-arrows
      aria-label={t('agree.matrix.label', { count })}
      aria-describedby={props.describedBy}
      paint={paint}
      version={copiesVersion}
      onLayout={(next) => setWidth(next)}
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={(event) => {
        // A finger leaves before its tap is told: what it touched is still to be pinned.
        if (event.pointerType === 'touch') focus.hover(null);
        else show(null);
      }}
      onBlur={() => show(null)}
      onClick={() => focus.pin(last.current)}
      onKeyDown={press}
    />
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

function subjectAt(hit: MatrixHit | null): Subject | null {
  if (hit === null) return null;
  const { server, about } = hit;
  if (server !== null && about !== null) return { kind: 'cell', server, about };
  if (server !== null) return { kind: 'server', server };
  return about === null ? null : { kind: 'column', about };
}
