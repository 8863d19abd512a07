/**
 * Contrast and distance of colours as eyes with and without colour deficiency see them.
 * Simulation: Machado, Oliveira and Fernandes 2009, severity 1, in linear sRGB.
 */
type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

export const VISIONS: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** #rrggbb to linear red, green, blue in 0..1. */
function linear(hex: string): Vector {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function dot(row: Vector, colour: Vector): number {
  return row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2];
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  return dot([0.2126, 0.7152, 0.0722], linear(hex));
}

/** WCAG 2 contrast ratio, 1..21. */
export function contrast(one: string, other: string): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** CIELAB (D65) of a colour as seen through a matrix of `VISIONS`. */
function seen(hex: string, vision: Matrix): Vector {
  const colour = linear(hex);
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const rgb: Vector = [
    clamp(dot(vision[0], colour)),
    clamp(dot(vision[1], colour)),
    clamp(dot(vision[2], colour)),
  ];
  const cube = (value: number) =>
    value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116;
  const x = cube(dot([0.4124564, 0.3575761, 0.1804375], rgb) / 0.95047);
  const y = cube(dot([0.2126729, 0.7151522, 0.072175], rgb));
  const z = cube(dot([0.0193339, 0.119192, 0.9503041], rgb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIELAB distance (1976) of two colours for an eye named in `VISIONS`. */
export function distance(one: string, other: string, vision: string): number {
  const a = seen(one, VISIONS[vision]!);
  const b = seen(other, VISIONS[vision]!);
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
