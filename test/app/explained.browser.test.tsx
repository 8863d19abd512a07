import { act, type CSSProperties } from 'react';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Explained } from '../../src/app/components/Explained.tsx';
import { renderInPage } from '../support/rendered.tsx';

const rendered = renderInPage();
const { show } = rendered;

describe('what is explained', () => {
  const corners = [
    { top: 0, left: 0 },
    { top: 0, right: 0 },
    { bottom: 0, left: 0 },
    { bottom: 0, right: 0 },
  ];
  const box = () => rendered.host.querySelector<HTMLElement>('[role=note]')!;

  async function showTerm(place: CSSProperties): Promise<HTMLButtonElement> {
    await show(
      <div style={{ position: 'fixed', ...place, width: 60, overflow: 'auto' }}>
        <style>
          {'.explained-body{position:fixed;inset:auto;margin:0;box-sizing:border-box;width:300px}'}
        </style>
        <Explained term="term">What it means.</Explained>
      </div>,
    );
    return rendered.host.querySelector('button')!;
  }

  it.each(corners)('stays inside the window and off its term at %o', async (place) => {
    const term = await showTerm(place);
    await act(async () => term.focus());
    const { left, right, top, bottom, width } = box().getBoundingClientRect();
    expect(width).toBe(300);
    expect(right).toBeLessThanOrEqual(document.documentElement.clientWidth);
    expect(bottom).toBeLessThanOrEqual(document.documentElement.clientHeight);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    const at = term.getBoundingClientRect();
    expect(bottom <= at.top || top >= at.bottom).toBe(true);
    // A small scrolling part around the term does not cut it off.
    const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    expect(box().contains(seen)).toBe(true);
  });

  it('lies over what comes later in the page', async () => {
    await show(
      <>
        <div style={{ position: 'sticky', top: 0, paddingTop: 200 }}>
          <Explained term="term">What it means.</Explained>
        </div>
        <div style={{ position: 'fixed', inset: 0, zIndex: 50 }} />
      </>,
    );
    await act(async () => rendered.host.querySelector('button')!.focus());
    const { left, top, width, height } = box().getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    expect(box().contains(seen)).toBe(true);
  });

  it('opens by a tap that does not move the focus, and closes by one elsewhere', async () => {
    const term = await showTerm({ top: 100, left: 100 });
    await act(async () => term.click());
    expect(box().hidden).toBe(false);
    const tap = (target: Element) =>
      act(async () => target.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })));
    await tap(box());
    expect(box().hidden).toBe(false);
    await tap(document.body);
    expect(box().hidden).toBe(true);
  });

  it('is put away by Escape, which then goes no further', async () => {
    const term = await showTerm({ top: 100, left: 100 });
    await act(async () => term.focus());
    let heard = false;
    const hear = () => {
      heard = true;
    };
    window.addEventListener('keydown', hear);
    await act(async () => userEvent.keyboard('{Escape}'));
    window.removeEventListener('keydown', hear);
    expect(box().hidden).toBe(true);
    expect(heard).toBe(false);
  });
});
