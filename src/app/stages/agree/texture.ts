/**
 * Many small cells as one picture with a pixel a cell, scaled up in one go: a hundred glyphs of a
 * hundred cells are drawn in a hundred calls instead of ten thousand.
 */
import type { Palette } from '../../theme/palette.ts';
import { SHADES, shadeOf } from './cells.ts';
import { isKept } from './copies.ts';
import type { Scene } from './useScene.ts';

/** Colours of a palette's levels as the pixels of an ImageData, little endian. */
const ramps = new WeakMap<Palette, Uint32Array>();

function rampOf(palette: Palette): Uint32Array {
  let ramp = ramps.get(palette);
  if (!ramp) {
    ramp = Uint32Array.from({ length: SHADES + 1 }, (_, k) => {
      const colour = Number.parseInt(shadeOf(palette, k, SHADES + 1).slice(1), 16);
      const [red, green, blue] = [colour >> 16, (colour >> 8) & 255, colour & 255];
      return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    });
    ramps.set(palette, ramp);
  }
  return ramp;
}

/** N x N copies as a picture; `place` says which pixel shows server n's copy about server i. */
export class Texture {
  readonly #canvas = document.createElement('canvas');
  #pixels: ImageData | null = null;

  /** Fills the picture, `width` x `height` pixels; the rest of it stays transparent. */
  fill(
    { trace, palette, copies }: Scene,
    width: number,
    height: number,
    place: (n: number, i: number) => number,
  ): HTMLCanvasElement {
    const context = this.#canvas.getContext('2d')!;
    if (!this.#pixels || this.#pixels.width !== width || this.#pixels.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#pixels = context.createImageData(width, height);
    }
    const colours = new Uint32Array(this.#pixels.data.buffer);
    colours.fill(0);
    const ramp = rampOf(palette);
    const count = trace.ids.length;
    for (let n = 0; n < count; n++) {
      for (let i = 0; i < count; i++) {
        // What is not kept stays transparent.
        if (!isKept(trace, n, i)) continue;
        const share = copies[n * count + i]! / (trace.levels[i]! - 1);
        colours[place(n, i)] = ramp[Math.round(Math.min(1, Math.max(0, share)) * SHADES)]!;
      }
    }
    context.putImageData(this.#pixels, 0, 0);
    return this.#canvas;
  }
}

/** Draws a part of a picture with hard edges between its pixels. */
export function drawPixels(
  context: CanvasRenderingContext2D,
  picture: HTMLCanvasElement,
  part: readonly [x: number, y: number, width: number, height: number],
  place: readonly [x: number, y: number, width: number, height: number],
): void {
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, ...part, ...place);
}
