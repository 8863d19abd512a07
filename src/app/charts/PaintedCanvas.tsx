/** A canvas that a plain function paints, in the shared animation loop and only when it must. */
import { type CanvasHTMLAttributes, useEffect, useRef } from 'react';
import { addPainter } from '../animation.ts';

/** What a painter draws on; lengths in CSS px, the context is scaled already. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

export type Paint = (surface: Surface, now: number) => void;

interface Props extends CanvasHTMLAttributes<HTMLCanvasElement> {
  /** A new function paints again. */
  readonly paint: Paint;
  /** Something that differs when the picture must be painted again; read in every frame. */
  readonly version?: () => unknown;
  /** Called when the canvas has been laid out anew. */
  readonly onLayout?: (width: number, height: number) => void;
}

/** Denser screens than this cost time and show nothing more. */
const MAXIMUM_PIXEL_RATIO = 2;

export function PaintedCanvas({ paint, version, onLayout, ...attributes }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const newest = useRef({ paint, version, onLayout });
  newest.current = { paint, version, onLayout };

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    let width = 0;
    let height = 0;
    let ratio = 1;
    let painted: { paint: Paint; version: unknown } | null = null;

    const measure = () => {
      width = element.clientWidth;
      height = element.clientHeight;
      ratio = Math.min(window.devicePixelRatio || 1, MAXIMUM_PIXEL_RATIO);
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      painted = null;
      newest.current.onLayout?.(width, height);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();

    const remove = addPainter((now) => {
      const { paint, version } = newest.current;
      const present = version?.();
      if (painted && painted.paint === paint && Object.is(painted.version, present)) return;
      if (width === 0 || height === 0) return;
      painted = { paint, version: present };
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      paint({ context, width, height }, now);
    });
    return () => {
      remove();
      observer.disconnect();
    };
  }, []);

  return <canvas ref={canvas} {...attributes} />;
}
