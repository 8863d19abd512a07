/** Native MathML in short: `row(i('z'), op('='), n(0))`. React has no types for these elements. */
import { createElement, type ReactElement, type ReactNode } from 'react';

const element =
  (name: string) =>
  (children: ReactNode, attributes: object | null = null) =>
    createElement(name, attributes, children);

/** Identifier, number, operator and text. */
export const i = element('mi');
export const n = element('mn');
export const op = element('mo');
export const words = element('mtext');
/** A name set upright, e.g. clip. */
export const upright = (name: string) => i(name, { mathvariant: 'normal' });

const several =
  (name: string) =>
  (...children: ReactElement[]) =>
    createElement(name, null, ...children);

export const row = several('mrow');
export const sub = several('msub');
export const sup = several('msup');
export const subsup = several('msubsup');
export const under = several('munder');
export const frac = several('mfrac');
export const root = several('msqrt');

/** A formula on its own line. */
export const formula = (...children: ReactElement[]) =>
  createElement('math', { display: 'block' }, row(...children));
