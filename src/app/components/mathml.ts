/** Native MathML as React elements, for formulas in popovers. */
import { createElement, type ReactNode } from 'react';

/** An element of MathML with these children. */
function element(name: string, ...children: readonly ReactNode[]): ReactNode {
  return createElement(name, null, ...children);
}

/** An identifier, an operator, a number, words. */
export const mi = (name: string) => element('mi', name);
export const mo = (sign: string) => element('mo', sign);
export const mn = (value: string | number) => element('mn', String(value));
export const mtext = (text: string) => element('mtext', text);
/** Words between signs, with a space on both sides: plain ones at the ends of `mtext` are dropped. */
export const words = (text: string) => mtext(`\u00a0${text}\u00a0`);
/** Parts side by side. */
export const mrow = (...parts: readonly ReactNode[]) => element('mrow', ...parts);
export const msub = (base: ReactNode, below: ReactNode) => element('msub', base, below);
export const msup = (base: ReactNode, above: ReactNode) => element('msup', base, above);
export const msubsup = (base: ReactNode, below: ReactNode, above: ReactNode) =>
  element('msubsup', base, below, above);
export const msqrt = (inside: ReactNode) => element('msqrt', inside);
export const mfrac = (over: ReactNode, under: ReactNode) => element('mfrac', over, under);
export const munder = (base: ReactNode, below: ReactNode) => element('munder', base, below);
/** A formula as a block of its own. */
export const math = (...parts: readonly ReactNode[]) =>
  createElement('math', { display: 'block' }, ...parts);
/** A part of a formula in a line of text. */
export const inlineMath = (...parts: readonly ReactNode[]) => createElement('math', null, ...parts);
