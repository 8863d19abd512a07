/**
 * The one owner of requestAnimationFrame. Painters are plain functions; they draw what is newest
 * and return quickly. Nothing runs while the document is hidden or nobody paints.
 */

/**
 * @param now time of the frame, ms
 * @param elapsed time since the previous frame, ms; 0 for the first one after a pause
 */
export type Painter = (now: number, elapsed: number) => void;

/** How evenly frames came over the last `FRAME_WINDOW` of them. */
export interface FrameStatistics {
  readonly framesPerSecond: number;
  /** 95th percentile of the gap between two frames, ms. */
  readonly gap95: number;
}

const FRAME_WINDOW = 240;
const painters = new Set<Painter>();
const gaps = new Float64Array(FRAME_WINDOW);
const sorted = new Float64Array(FRAME_WINDOW);
let gapCount = 0;
let handle = 0;
let painting = false;
let previous = 0;

function frame(now: number): void {
  const elapsed = previous === 0 ? 0 : now - previous;
  previous = now;
  if (elapsed > 0) gaps[gapCount++ % FRAME_WINDOW] = elapsed;
  handle = 0;
  painting = true;
  for (const paint of painters) {
    try {
      paint(now, elapsed);
    } catch (error) {
      // One picture that cannot be painted must not hold up the others; it is told of once.
      painters.delete(paint);
      reportError(error);
    }
  }
  painting = false;
  ask();
}

/** Asks for the next frame, unless it is asked for already or nobody is there to see or paint it. */
function ask(): void {
  if (handle !== 0 || painters.size === 0 || document.hidden) return;
  handle = requestAnimationFrame(frame);
}

function resume(): void {
  // A frame that is being painted asks for the next one itself.
  if (painting || handle !== 0) return;
  previous = 0;
  ask();
}

function pause(): void {
  if (handle !== 0) cancelAnimationFrame(handle);
  handle = 0;
}

let watching = false;
function watchVisibility(): void {
  if (watching) return;
  watching = true;
  document.addEventListener('visibilitychange', () => (document.hidden ? pause() : resume()));
}

/** Calls `painter` in every frame until the returned function is called. */
export function addPainter(painter: Painter): () => void {
  watchVisibility();
  painters.add(painter);
  resume();
  return () => {
    painters.delete(painter);
    if (painters.size === 0) pause();
  };
}

/** Frames a second and the 95th percentile of their gap; null before ten frames. */
export function frameStatistics(): FrameStatistics | null {
  const count = Math.min(gapCount, FRAME_WINDOW);
  if (count < 10) return null;
  sorted.set(gaps);
  const window = sorted.subarray(0, count).sort();
  let sum = 0;
  for (const gap of window) sum += gap;
  return {
    framesPerSecond: (1000 * count) / sum,
    gap95: window[Math.min(count - 1, Math.floor(0.95 * count))]!,
  };
}

let lessMotion: MediaQueryList | null = null;

/** Whether the visitor asked for less motion: then states change in steps. Painters ask in every frame. */
export function reducedMotion(): boolean {
  lessMotion ??= window.matchMedia('(prefers-reduced-motion: reduce)');
  return lessMotion.matches;
}
