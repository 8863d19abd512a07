import { expect, test } from 'vitest';
import { linkSpectrum } from '../../src/workers/links.ts';
import { gridLinks } from '../support/objectives.ts';

const links = gridLinks(1, 3);

test('links that are down are as good as not there, but for their weight', () => {
  const request = { mixing: 'equation13', count: 3, links, down: [], failure: 0 } as const;
  // A path of three: eigenvalues 1, 2/3 and 0.
  const whole = linkSpectrum(request);
  expect(whole.secondSingularValue).toBeCloseTo(2 / 3, 12);
  expect(whole.secondEigenvalue).toBeCloseTo(4 / 9, 12);
  const cut = linkSpectrum({ ...request, down: [1], failure: 0.5 });
  expect(cut.secondSingularValue).toBeCloseTo(1, 12);
  expect(cut.secondEigenvalue).toBeCloseTo(1, 12);
});

test('links that fail by chance leave more than links that do not', () => {
  const request = { mixing: 'lazy', count: 3, links, down: [], failure: 0.4 } as const;
  const { secondSingularValue, secondEigenvalue } = linkSpectrum(request);
  expect(secondEigenvalue).toBeGreaterThan(secondSingularValue ** 2);
  expect(secondEigenvalue).toBeLessThan(1);
});
