/** Numbers of one copy of one decision: what it is, whose it is, and what moves it. */

import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed } from '../../components/format.ts';
import type { InspectionInput, InspectionRow } from '../../components/Inspection.tsx';
import { agrees, copiesAfter, isKept, roundLevel } from './copies.ts';
import {
  copyFormula,
  dualFormula,
  gradientFormula,
  roundedFormula,
  shareFormula,
  symbols,
} from './formulas.ts';
import { input, type Standing, unitsOf } from './inspectionParts.ts';
import { updateTerms } from './update.ts';

/** What is told of a copy beyond the horizon. */
function notKeptRows(trace: AgreementTrace, server: number, about: number): InspectionRow[] {
  const meaning = t('agree.cell.notKept.meaning', {
    id: trace.ids[server]!,
    about: trace.ids[about]!,
    horizon: trace.options.horizon,
  });
  return [{ term: t('agree.cell.copy'), value: t('agree.cell.notKept'), meaning }];
}

export function cellRows(
  trace: AgreementTrace,
  { updates, tau }: Standing,
  server: number,
  about: number,
): readonly InspectionRow[] {
  if (!isKept(trace, server, about)) return notKeptRows(trace, server, about);
  const copies = copiesAfter(trace, updates);
  return [
    ...copyRows(trace, updates, copies, server, about),
    ...(server === about ? [] : [ownerRow(trace, copies, server, about)]),
    ...updateRows(trace, tau, server, about),
  ];
}

/** The copy as it is, and the whole level that it stands for. */
function copyRows(
  trace: AgreementTrace,
  updates: number,
  copies: Float64Array,
  server: number,
  about: number,
): InspectionRow[] {
  const { units } = unitsOf();
  const value = copies[server * trace.ids.length + about]!;
  const ids = { id: trace.ids[server]!, about: trace.ids[about]! };
  const isOwn = server === about;
  return [
    {
      term: t(isOwn ? 'agree.cell.own' : 'agree.cell.copy', ids),
      value: formatFixed(value, 3),
      unit: units,
      meaning: t('agree.cell.copy.meaning', ids),
      formula: copyFormula,
      inputs: copyInputs(trace, updates, server, about),
      source: t('agree.source.projection'),
    },
    {
      term: t('agree.cell.rounded'),
      value: String(roundLevel(value)),
      unit: units,
      meaning: t(isOwn ? 'agree.cell.rounded.own' : 'agree.cell.rounded.meaning', ids),
      formula: roundedFormula,
      inputs: [input(symbols.copy, 'agree.input.copy', formatFixed(value, 3), units)],
      source: t('agree.source.decision'),
    },
  ];
}

/** What the copy is a copy of, and whether they agree. */
function ownerRow(
  trace: AgreementTrace,
  copies: Float64Array,
  server: number,
  about: number,
): InspectionRow {
  const { units } = unitsOf();
  const count = trace.ids.length;
  const value = copies[server * count + about]!;
  const owner = copies[about * count + about]!;
  const ids = { id: trace.ids[server]!, about: trace.ids[about]! };
  const isAgreed = agrees(copies, count, server, about);
  return {
    term: t('agree.cell.owner', ids),
    value: formatFixed(owner, 3),
    unit: units,
    meaning: t(isAgreed ? 'agree.cell.agrees' : 'agree.cell.differs', {
      ...ids,
      level: roundLevel(owner),
    }),
    formula: shareFormula,
    inputs: [
      input(symbols.copy, 'agree.input.copy', formatFixed(value, 3), units),
      input(symbols.ownersCopy, 'agree.input.owner', formatFixed(owner, 3), units),
    ],
  };
}

/** What moves the copy in this iteration: the running sum, and the server's own pull in it. */
function updateRows(
  trace: AgreementTrace,
  tau: number,
  server: number,
  about: number,
): InspectionRow[] {
  const { units, perLevel } = unitsOf();
  const terms = updateTerms(trace, tau, server, about);
  const ids = { id: trace.ids[server]!, about: trace.ids[about]! };
  const isInScope = trace.scopes[server]!.includes(about);
  return [
    {
      term: t('agree.cell.dual', { tau }),
      value: formatFixed(terms.dual, 3),
      unit: perLevel,
      meaning: t('agree.cell.dual.meaning', ids),
      formula: dualFormula,
      inputs: [
        ...terms.heard.map((term) =>
          input(
            symbols.weight,
            'agree.input.heard',
            `${formatFixed(term.weight, 3)} × ${formatFixed(term.dual, 3)}`,
            undefined,
            trace.ids[term.from]!,
          ),
        ),
        input(symbols.scale, 'agree.input.scale', String(terms.scale)),
        input(symbols.gradient, 'agree.input.ownPull', formatFixed(terms.gradient, 3), perLevel),
      ],
      source: t('agree.source.mix'),
    },
    {
      term: t('agree.cell.gradient', { tau }),
      value: formatFixed(terms.gradient, 3),
      unit: perLevel,
      meaning: t(isInScope ? 'agree.cell.gradient.meaning' : 'agree.cell.gradient.outside', ids),
      formula: gradientFormula,
      inputs: [input(symbols.copy, 'agree.input.before', formatFixed(terms.before, 3), units)],
      source: t('agree.source.gradient'),
    },
  ];
}

/** What gave the copy that is shown: the last finished update, or before the first the anchor. */
function copyInputs(
  trace: AgreementTrace,
  updates: number,
  server: number,
  about: number,
): readonly InspectionInput[] {
  const { units, perLevel } = unitsOf();
  const { anchor, dual } = updateTerms(trace, Math.max(1, updates), server, about);
  const start = input(symbols.anchor, 'agree.input.anchor', formatFixed(anchor, 3), units);
  if (updates === 0) return [start];
  return [
    start,
    input(symbols.gamma, 'agree.input.gamma', String(trace.options.gamma)),
    input(symbols.tau, 'agree.input.tau', String(updates)),
    input(symbols.dual, 'agree.input.dual', formatFixed(dual, 3), perLevel),
    input(symbols.levels, 'agree.input.levels', String(trace.levels[about]!)),
  ];
}
